INSERT INTO balance_files(
  id, file_name, file_sha256, rows, taken, refused, members, points, state, by_user, at_ms,
  same, conflicting, unread, enrolled, unenrolled, tiers, file_points, same_points, left_points
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
