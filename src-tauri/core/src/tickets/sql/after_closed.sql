  -- Behind the line :after, in the order of the list; from its beginning where none is named.
  AND (t.business_date, t.opened_at_ms, t.number)
    < (coalesce(:after ->> '$.business_date', '9999'), coalesce(:after ->> '$.opened_at_ms', 0), coalesce(:after ->> '$.number', ''))
