INSERT INTO phone_approvals(id, ticket_id, step_id, approver, entered_by, code_step, amount_minor, points, words, at_ms, business_date)
SELECT ?1, r.ticket_id, s.id, r.decided_by, r.proposed_by, 0, CASE WHEN r.points > 0 THEN 0 ELSE r.amount_minor END, r.points,
  r.decision, r.decided_at_ms, r.business_date
FROM ticket_remedies r
JOIN ticket_steps s ON s.ticket_id = r.ticket_id AND s.step = 6
WHERE r.decided_by = ?2 AND r.state = 'approved'
ORDER BY r.decided_at_ms DESC, s.rowid DESC
LIMIT 1
