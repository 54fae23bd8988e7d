-- Complaints in room ?1 since ?2, of anybody but guest ?3.
SELECT id, problem, business_date, opened_at_ms, closed_at_ms
FROM tickets
WHERE room_no = ?1 AND opened_at_ms >= ?2 AND +kind = 'complaint' AND merged_into IS NULL AND guest_id IS NOT ?3
ORDER BY opened_at_ms, number
