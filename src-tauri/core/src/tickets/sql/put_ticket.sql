UPDATE tickets
SET state = ?2, department = ?3, owner = ?4, answered_at_ms = ?5, started_at_ms = ?6, apologised_at_ms = ?7, solved_at_ms = ?8,
  callback_due_ms = ?9, closed_at_ms = ?10, closed_by = ?11, start_due_ms = ?12, solve_due_ms = ?13, kind = ?14,
  severity = ?15, mood = ?16, answer_due_ms = ?17
WHERE id = ?1
