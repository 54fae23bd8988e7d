SELECT id, file_name, rows, taken, refused, members, points, state, by_user, at_ms FROM balance_files ORDER BY at_ms DESC, id DESC LIMIT ?1
