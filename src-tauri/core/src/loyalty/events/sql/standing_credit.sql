SELECT e.id
FROM event_answers a
JOIN ledger e ON e.id = a.entry_id
WHERE a.invite_id = ?1 AND e.code = 'earn' AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id)
ORDER BY a.ordinal DESC
LIMIT 1
