SELECT t.id, t.number, t.room_no, d.name, d.title, t.problem, t.severity, t.state, t.department, u.name, NULL, p.amount_minor, p.points,
  a.at_ms, NULL, 0, t.kind
