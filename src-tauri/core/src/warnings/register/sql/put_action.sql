UPDATE corrective_actions
SET department = ?2, owner = ?3, due = ?4, state = ?5, done_on = ?6, verified_by = ?7, verified_at_ms = ?8, closed_by = ?9,
  closed_at_ms = ?10
WHERE id = ?1
