SELECT id, number, guest_id, stay_id, room_no, problem, area, touchpoint, severity, mood, words, state, department, owner,
  opened_by, opened_at_ms, business_date, answer_due_ms, start_due_ms, solve_due_ms, answered_at_ms, started_at_ms,
  apologised_at_ms, solved_at_ms, callback_due_ms, closed_at_ms, closed_by, kind, about_guest_id
FROM tickets
