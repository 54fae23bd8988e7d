INSERT INTO ticket_externals(id, ticket_id, body, body_name, reference, received_on, due_on, due_ms, words, by_user, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
