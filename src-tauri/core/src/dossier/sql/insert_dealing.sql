INSERT INTO dealings(id, guest_id, kind, channel, words, happened_on, author, created_at_ms, business_date, outcome)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
