SELECT
  id, source, mapping, file_name, rows, new, changed, same, conflicting, refused, skipped, kept_ours, state, by_user, at_ms, data_as_of_ms
FROM imports