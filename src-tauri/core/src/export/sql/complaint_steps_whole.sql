-- Of everything: along the steps, then sorted, where complaint after complaint each of its steps would be a page of its own; the same
-- columns as complaint_steps.sql.
WITH told(id, number) AS MATERIALIZED (
  SELECT id, number FROM tickets
  WHERE +kind = 'complaint' AND +business_date >= ?1 AND +business_date < ?2 AND merged_into IS NULL
)
SELECT t.number, s.step, row_number() OVER (PARTITION BY t.number, s.step ORDER BY s.at_ms, s.id), s.at_ms, u.role
FROM ticket_steps s NOT INDEXED
CROSS JOIN told t ON t.id = s.ticket_id
LEFT JOIN users u ON u.id = s.by_user
ORDER BY t.number, s.step, s.at_ms, s.id
