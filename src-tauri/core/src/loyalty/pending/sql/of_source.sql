SELECT p.hold_id, a.guest_id, p.account, p.house, p.points, p.code, p.source, p.remedy_id, p.due_on, p.expires_on, p.held_on, h.memo
FROM pendings p
JOIN accounts a ON a.id = p.account
JOIN ledger h ON h.id = p.hold_id
WHERE p.source = ?1 AND p.state = 'pending'
ORDER BY p.hold_id
