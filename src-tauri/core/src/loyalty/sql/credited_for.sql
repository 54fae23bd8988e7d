SELECT e.points, e.memo
FROM ledger e
WHERE e.source = ?1 AND e.code = 'earn' AND e.to_account > 100 AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
