SELECT id, number, problem, words, state, severity, room_no, opened_at_ms, business_date, kind
FROM tickets WHERE guest_id = ?1 AND merged_into IS NULL ORDER BY opened_at_ms DESC, id DESC LIMIT 100
