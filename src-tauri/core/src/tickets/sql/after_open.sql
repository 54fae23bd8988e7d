  -- Behind the line :after, in the order of the list; from its beginning where none is named.
  AND (t.due_ms IS NULL, coalesce(t.due_ms, 0), CASE t.severity WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END, t.number)
    > (coalesce(:after ->> '$.no_due', -1), coalesce(:after ->> '$.due_ms', 0), coalesce(:after ->> '$.rank', -1), coalesce(:after ->> '$.number', ''))
