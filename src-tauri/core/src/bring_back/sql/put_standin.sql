INSERT INTO users(id, sign_in, name, role, department, pin_hash, active, created_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, '', 0, ?6)
