SELECT id, file_name, state, by_user, at_ms, rows, taken, same, conflicting, refused, unread, members, enrolled, unenrolled, tiers,
  file_points, points, same_points, left_points
FROM balance_files ORDER BY at_ms DESC, id DESC LIMIT ?1
