SELECT id, guest_id, other_id, name, relation, author, created_at_ms, business_date
FROM companions WHERE id = ?1
