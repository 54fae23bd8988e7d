-- Complaints that were open at :until, those closed since among them, with the promise that ran.
WITH open_then AS (
  SELECT t.rowid AS place FROM tickets t WHERE t.closed_at_ms IS NULL AND t.opened_at_ms < :until
  UNION ALL
  SELECT t.rowid FROM tickets t WHERE t.closed_at_ms >= :until AND t.opened_at_ms < :until
), told AS (
  SELECT t.*,
    CASE
      WHEN t.closed_at_ms IS NOT NULL THEN t.solve_due_ms
      -- A clock that stands still is not late.
      WHEN t.state NOT IN ('awaiting_answer', 'awaiting_approval') AND t.solved_at_ms IS NULL
        AND EXISTS (SELECT 1 FROM ticket_pauses p WHERE p.ticket_id = t.id AND p.ended_at_ms IS NULL) THEN NULL
      WHEN t.state = 'awaiting_answer' THEN t.answer_due_ms
      WHEN t.state = 'awaiting_approval' THEN
        (SELECT min(r.proposed_at_ms) FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state = 'awaiting') + :approval_ms
      WHEN t.solved_at_ms IS NOT NULL THEN coalesce(t.callback_due_ms, t.solve_due_ms)
      WHEN t.started_at_ms IS NULL THEN t.start_due_ms
      ELSE t.solve_due_ms
    END AS due_ms
  FROM open_then JOIN tickets t ON t.rowid = open_then.place
  WHERE :only IS NULL OR t.department = :only
)
