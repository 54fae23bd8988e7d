SELECT id, guest_id, kind, words, origin, consent_at_ms, source, author, created_at_ms, business_date
FROM preferences WHERE id = ?1
