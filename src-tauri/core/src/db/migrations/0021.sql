-- When the running promise of a complaint is due stands beside it, derived from ticket and remedies in every write of either: the
-- inbox lies in the order in which it is shown, and a page of it is read without sorting the rest.

ALTER TABLE tickets ADD COLUMN due_ms INTEGER; -- derived: when the promise that runs is due; none where it is closed
UPDATE tickets SET due_ms = CASE
  WHEN state = 'awaiting_answer' THEN answer_due_ms
  WHEN state = 'awaiting_approval' THEN
    (SELECT min(r.proposed_at_ms) FROM ticket_remedies r WHERE r.ticket_id = tickets.id AND r.state = 'awaiting') + 1800000
  WHEN solved_at_ms IS NOT NULL THEN coalesce(callback_due_ms, solve_due_ms)
  WHEN started_at_ms IS NULL THEN start_due_ms
  ELSE solve_due_ms
END WHERE closed_at_ms IS NULL;
DROP INDEX tickets_open;
CREATE INDEX tickets_open ON tickets(due_ms, CASE severity WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END, number, state,
  severity, department, area, room_no, owner, opened_by, solved_at_ms) WHERE closed_at_ms IS NULL;
