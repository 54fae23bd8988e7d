SELECT p.id, p.ticket_id, t.number, p.step_id, p.approver, u.name, u.role, p.entered_by, e.name, p.amount_minor, p.points, p.words,
  p.at_ms, p.business_date, a.answer, a.words, a.at_ms
FROM phone_approvals p
JOIN tickets t ON t.id = p.ticket_id
JOIN users u ON u.id = p.approver
LEFT JOIN users e ON e.id = p.entered_by
LEFT JOIN phone_answers a ON a.phone_id = p.id
