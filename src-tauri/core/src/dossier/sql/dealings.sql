SELECT id, guest_id, kind, channel, words, happened_on, author, created_at_ms, business_date, outcome
FROM dealings WHERE guest_id = ?1 ORDER BY happened_on DESC, id DESC
