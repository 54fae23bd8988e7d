SELECT id, guest_id, kind, channel, words, happened_on, author, created_at_ms, business_date, outcome
FROM dealings WHERE id = ?1
