SELECT id, guest_id, kind, moment, words, author, created_at_ms, business_date, lifted_why, lifted_by, lifted_at_ms
FROM guest_alerts WHERE id = ?1
