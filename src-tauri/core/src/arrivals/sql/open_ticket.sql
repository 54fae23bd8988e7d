SELECT id, number, problem, words, state, callback_due_ms, solve_due_ms
FROM tickets WHERE guest_id = ?1 AND kind = 'complaint' AND closed_at_ms IS NULL ORDER BY opened_at_ms DESC LIMIT 1
