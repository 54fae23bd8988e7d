SELECT id, guest_id, ticket_id, words, state, reason, author, created_at_ms, business_date, settled_by, settled_at_ms
FROM promises WHERE id = ?1
