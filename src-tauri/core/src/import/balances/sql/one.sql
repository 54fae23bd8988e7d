SELECT id, file_name, rows, taken, refused, members, points, state, by_user, at_ms FROM balance_files WHERE id = ?1
