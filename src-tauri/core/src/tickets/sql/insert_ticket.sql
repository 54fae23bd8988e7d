INSERT INTO tickets(id, number, guest_id, stay_id, room_no, problem, area, touchpoint, severity, mood, words, state, department,
  owner, opened_by, opened_at_ms, business_date, answer_due_ms, start_due_ms, solve_due_ms, kind,
  about_guest_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
