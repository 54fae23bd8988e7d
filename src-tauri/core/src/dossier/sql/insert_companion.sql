INSERT INTO companions(id, guest_id, other_id, name, relation, author, created_at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
