INSERT INTO duty_lines(id, kind, room_no, guest_id, words, corrects, department, owner, due_ms, by_user, at_ms, business_date,
  done_words, done_by, done_at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
