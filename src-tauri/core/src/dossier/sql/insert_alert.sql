INSERT INTO guest_alerts(id, guest_id, kind, moment, words, author, created_at_ms, business_date, lifted_why, lifted_by, lifted_at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
