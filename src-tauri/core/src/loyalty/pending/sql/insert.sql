INSERT INTO pendings(hold_id, account, house, points, code, source, remedy_id, due_on, expires_on, held_on, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'pending')
