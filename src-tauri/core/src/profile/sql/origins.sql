-- Every change of a guest's own data, oldest first: how the record came, what files changed, what people did.
SELECT at_ms, by_user, way, before, after FROM (
  SELECT guests.created_at_ms AS at_ms, coalesce(users.name, '') AS by_user, coalesce(imports.source, details.source) AS way,
         NULL AS before, NULL AS after, 0 AS place
  FROM guests
  JOIN guest_details details ON details.guest_id = guests.id
  LEFT JOIN imports ON imports.id = guests.import_id
  LEFT JOIN users ON users.id = imports.by_user
  WHERE guests.id = ?1
    AND NOT EXISTS (SELECT 1 FROM history WHERE history.record = guests.id AND history.op = 'add_guest')
  UNION ALL
  SELECT imports.at_ms, coalesce(users.name, ''), imports.source, changes.before, NULL, 1
  FROM import_changes changes
  JOIN imports ON imports.id = changes.import_id AND imports.state = 'applied'
  LEFT JOIN users ON users.id = imports.by_user
  WHERE changes.record = ?1 AND changes.before <> 'null'
  UNION ALL
  SELECT history.at_ms, coalesce(users.name, ''), history.op, earlier.body, later.body, 2
  FROM history
  LEFT JOIN users ON users.id = history.user_id
  LEFT JOIN images earlier ON earlier.seq = history.seq AND earlier.side = 'before'
  LEFT JOIN images later ON later.seq = history.seq AND later.side = 'after'
  WHERE history.record = ?1 AND history.kind = 'guest' AND later.body IS NOT NULL
)
ORDER BY at_ms, place
