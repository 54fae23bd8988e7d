INSERT INTO balance_files(id, file_name, file_sha256, rows, taken, refused, members, points, state, by_user, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
