SELECT e.points, e.memo
FROM ledger e
WHERE e.source = ?1 AND e.code = 'earn' AND e.to_account > 100 AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
UNION ALL
SELECT p.points, h.memo
FROM pendings p
JOIN ledger h ON h.id = p.hold_id
WHERE p.source = ?1 AND p.state = 'pending'
