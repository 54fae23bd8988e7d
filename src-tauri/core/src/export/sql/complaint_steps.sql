-- An amended step is a further version of it. The post is said, never the person.
SELECT t.number, s.step, row_number() OVER (PARTITION BY s.ticket_id, s.step ORDER BY s.at_ms, s.id), s.at_ms, u.role
FROM tickets t
JOIN ticket_steps s ON s.ticket_id = t.id
LEFT JOIN users u ON u.id = s.by_user
WHERE +t.kind = 'complaint' AND t.business_date >= ?1 AND t.business_date < ?2 AND t.merged_into IS NULL
ORDER BY t.number, s.step, 3
