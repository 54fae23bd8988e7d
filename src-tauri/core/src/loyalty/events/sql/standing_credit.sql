-- What an answer credited: the credit itself, the promise of it, or the credit that a run made of that promise.
SELECT e.id
FROM event_answers a
LEFT JOIN pendings p ON p.hold_id = a.entry_id
JOIN ledger e ON e.id = coalesce(p.entry_id, a.entry_id)
WHERE a.invite_id = ?1 AND e.code IN ('earn', 'pending') AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id)
ORDER BY a.ordinal DESC
LIMIT 1
