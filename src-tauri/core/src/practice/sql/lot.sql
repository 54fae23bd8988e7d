INSERT INTO lots(id, account, entry_id, points, left_points, expires_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
