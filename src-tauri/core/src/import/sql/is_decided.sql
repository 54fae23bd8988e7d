SELECT EXISTS (
  SELECT 1 FROM import_conflicts
  WHERE record = ?1 AND column_name = ?2 AND theirs_digest = ?3 AND standing = 'kept'
)
