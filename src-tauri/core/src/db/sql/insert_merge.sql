INSERT INTO merges(id, keep_id, other_id, state, reason, by_user, at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
