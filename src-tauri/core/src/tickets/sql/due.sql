-- The instant at which the promise that runs under t is due; none where it is closed.
CASE
  WHEN t.closed_at_ms IS NOT NULL OR t.kind = 'praise' THEN NULL
  -- What is no complaint is answered by the time it would be solved by.
  WHEN t.kind <> 'complaint' THEN iif(t.solved_at_ms IS NULL, t.solve_due_ms, NULL)
  WHEN t.state = 'awaiting_answer' THEN t.answer_due_ms
  WHEN t.state = 'awaiting_approval' THEN
    (SELECT min(r.proposed_at_ms) FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state = 'awaiting') + :approval_ms
  WHEN t.solved_at_ms IS NOT NULL THEN coalesce(t.callback_due_ms, t.solve_due_ms)
  WHEN t.started_at_ms IS NULL THEN t.start_due_ms
  ELSE t.solve_due_ms
END
