SELECT id, guest_id, kind, moment, words, author, created_at_ms, business_date, lifted_why, lifted_by, lifted_at_ms
FROM guest_alerts WHERE guest_id = ?1 ORDER BY kind = 'note', created_at_ms DESC, id DESC
