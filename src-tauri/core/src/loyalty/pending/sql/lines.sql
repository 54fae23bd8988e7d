-- What is pending on account ?1: what a day posts in the order of the days, then what a complaint's close posts.
SELECT p.hold_id, p.points, p.code, p.source, coalesce(t.number, ''), p.due_on, p.held_on, coalesce(g.reason, ''), coalesce(u.name, ''),
  e.memo
FROM pendings p
JOIN ledger e ON e.id = p.hold_id
LEFT JOIN users u ON u.id = e.by_user
LEFT JOIN ledger_grounds g ON g.entry_id = p.hold_id
LEFT JOIN ticket_remedies r ON r.id = p.remedy_id
LEFT JOIN tickets t ON t.id = r.ticket_id
WHERE p.account = ?1 AND p.state = 'pending'
ORDER BY p.due_on IS NULL, p.due_on, p.hold_id
