-- The dated promises that are pending, what is due first first.
SELECT p.hold_id, a.guest_id, m.member_no, coalesce(d.name, ''), p.points, p.due_on, coalesce(g.reason, ''), coalesce(u.name, ''),
  p.source
FROM pendings p
JOIN accounts a ON a.id = p.account
JOIN members m ON m.guest_id = a.guest_id
JOIN ledger e ON e.id = p.hold_id
LEFT JOIN guest_details d ON d.guest_id = a.guest_id
LEFT JOIN users u ON u.id = e.by_user
LEFT JOIN ledger_grounds g ON g.entry_id = p.hold_id
WHERE p.state = 'pending' AND p.due_on IS NOT NULL
ORDER BY p.due_on, p.hold_id
LIMIT ?1
