-- Complaints of guest ?1 that were taken since ?2; one that counts with another is that one.
SELECT id, problem, business_date, opened_at_ms, closed_at_ms
FROM tickets
WHERE guest_id = ?1 AND opened_at_ms >= ?2 AND +kind = 'complaint' AND merged_into IS NULL
ORDER BY opened_at_ms, number
