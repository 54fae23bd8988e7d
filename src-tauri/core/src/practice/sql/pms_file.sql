INSERT INTO imports(
  id, source, mapping, file_name, file_sha256, rows_digest, rows, new, changed, same, conflicting, refused, skipped, state, by_user, at_ms, data_as_of_ms
) VALUES (?1, 'pms', 'lobby', 'pms-0732.csv', ?4, ?4, 0, 0, 0, 0, 0, 0, 0, 'applied', ?2, ?3, ?3)
