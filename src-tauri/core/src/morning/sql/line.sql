SELECT t.id, t.number, t.room_no, d.name, d.title, t.problem, t.severity, t.state, t.department, u.name, NULL, 0, 0, t.opened_at_ms,
