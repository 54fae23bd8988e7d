-- One posting from its account's side, with what took it back, who made it, and the history row that keeps it: its own, or the
-- row of the run or import that made many.
SELECT e.id, e.at_ms, e.business_date, e.code, e.source, e.memo,
  CASE WHEN e.to_account = ?1 THEN e.points ELSE -e.points END AS gain,
  (SELECT r.seq FROM ledger r WHERE r.reverses = e.id),
  coalesce(u.name, ''),
  h.seq,
  lower(hex(h.mac)),
  own.body ->> '$.points',
  own.body ->> '$.code',
  own.body ->> '$.source'
FROM ledger e
LEFT JOIN users u ON u.id = e.by_user
LEFT JOIN history h ON h.seq = coalesce(
  (SELECT seq FROM history WHERE record = e.id ORDER BY seq LIMIT 1),
  (SELECT first_seq FROM requests WHERE key = e.request_key)
)
LEFT JOIN images own ON own.seq = h.seq AND own.side = 'after' AND h.record = e.id
WHERE e.seq = ?2
