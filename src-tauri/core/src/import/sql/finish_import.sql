UPDATE imports
SET rows_digest = ?2, rows = ?3, new = ?4, changed = ?5, same = ?6, conflicting = ?7, refused = ?8, skipped = ?9,
  kept_ours = ?10
WHERE id = ?1
