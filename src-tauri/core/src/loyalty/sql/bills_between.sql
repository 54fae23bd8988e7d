SELECT a.guest_id, e.points, e.memo
FROM ledger e
JOIN accounts a ON a.id = e.to_account
WHERE e.source >= 'bill:' AND e.source < 'bill;' AND e.code = 'earn'
  AND CASE WHEN json_valid(e.memo) THEN e.memo ->> '$.on' END BETWEEN ?1 AND ?2
  AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
UNION ALL
SELECT a.guest_id, p.points, h.memo
FROM pendings p
JOIN ledger h ON h.id = p.hold_id
JOIN accounts a ON a.id = p.account
WHERE p.source >= 'bill:' AND p.source < 'bill;' AND p.state = 'pending'
  AND CASE WHEN json_valid(h.memo) THEN h.memo ->> '$.on' END BETWEEN ?1 AND ?2
