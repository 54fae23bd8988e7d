INSERT INTO plan_tasks(id, guest_id, stay_id, department, words, origin, author, created_at_ms, business_date, done_by, done_at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
