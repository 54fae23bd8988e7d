SELECT a.id, a.number, a.finding, a.prevention, a.problem, a.area, a.floor, a.room_no, a.department, a.owner, a.due, a.state,
  a.opened_by, a.opened_at_ms, a.business_date, a.done_on, a.verified_by, a.verified_at_ms, a.closed_by, a.closed_at_ms
FROM corrective_actions a WHERE a.id = ?1
