-- Of everything: along the complaints' numbers, with nothing to be sorted but the steps of one complaint; the same columns as
-- complaint_steps.sql.
SELECT
  t.number, s.step,
  (SELECT count(*) FROM ticket_steps v
    WHERE v.ticket_id = s.ticket_id AND v.step = s.step AND (v.at_ms, v.id) <= (s.at_ms, s.id)),
  s.at_ms, u.role
FROM tickets t
CROSS JOIN ticket_steps s ON s.ticket_id = t.id
LEFT JOIN users u ON u.id = s.by_user
WHERE +t.kind = 'complaint' AND +t.business_date >= ?1 AND +t.business_date < ?2 AND t.merged_into IS NULL
ORDER BY t.number, s.step, s.at_ms, s.id
