SELECT id, guest_id, ticket_id, words, state, reason, author, created_at_ms, business_date, settled_by, settled_at_ms
FROM promises WHERE guest_id = ?1 ORDER BY state <> 'open', created_at_ms DESC, id DESC
