INSERT INTO imports(
  id, source, mapping, file_name, file_sha256, rows_digest, rows, new, changed, same, conflicting, refused, skipped,
  state, by_user, at_ms, data_as_of_ms
) VALUES (?1, ?2, ?3, ?4, ?5, x'', 0, 0, 0, 0, 0, 0, 0, ?6, ?7, ?8, ?9)
