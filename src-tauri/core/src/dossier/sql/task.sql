SELECT id, guest_id, stay_id, department, words, origin, author, created_at_ms, business_date, done_by, done_at_ms
FROM plan_tasks WHERE id = ?1
