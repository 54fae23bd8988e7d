SELECT id, kind, room_no, guest_id, words, corrects, department, owner, due_ms, by_user, at_ms, business_date, done_words, done_by,
  done_at_ms
FROM duty_lines
