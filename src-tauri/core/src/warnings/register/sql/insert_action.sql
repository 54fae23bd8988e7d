INSERT INTO corrective_actions(id, number, finding, prevention, problem, area, floor, room_no, department, owner, due, state,
  opened_by, opened_at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
