INSERT INTO preferences(id, guest_id, kind, words, origin, consent_at_ms, source, author, created_at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
