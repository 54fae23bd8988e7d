SELECT t.id, t.number, t.room_no, d.name, d.title, t.problem, t.severity, t.state, t.department, u.name, r.remedy,
  r.amount_minor, r.points, given.given_at_ms, NULL, 0, t.kind
FROM given
JOIN ticket_remedies r ON r.rowid = given.place
JOIN tickets t ON t.id = r.ticket_id
LEFT JOIN guest_details d ON d.guest_id = t.guest_id
LEFT JOIN users u ON u.id = given.hand
WHERE (:user IS NULL OR given.hand = :user)
ORDER BY given.given_at_ms DESC, r.rowid DESC LIMIT :limit
