SELECT id, guest_id, stay_id, department, words, origin, author, created_at_ms, business_date, done_by, done_at_ms
FROM plan_tasks WHERE guest_id = ?1 ORDER BY department, id
