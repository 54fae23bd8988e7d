INSERT INTO promises(id, guest_id, ticket_id, words, state, reason, author, created_at_ms, business_date, settled_by, settled_at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
