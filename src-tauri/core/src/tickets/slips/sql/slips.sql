SELECT s.id, s.number, t.number, t.room_no, d.name, t.problem, u.name, s.at_ms, s.business_date
FROM ticket_slips s
JOIN tickets t ON t.id = s.ticket_id
LEFT JOIN guest_details d ON d.guest_id = t.guest_id
LEFT JOIN users u ON u.id = s.by_user
WHERE s.ticket_id = ?1
ORDER BY s.rowid
