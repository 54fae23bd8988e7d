-- Complaints that were open at :until, those closed since among them, with the promise that ran.
WITH open_then AS (
  SELECT t.rowid AS place FROM tickets t WHERE +t.kind = 'complaint' AND t.closed_at_ms IS NULL AND t.opened_at_ms < :until
  UNION ALL
  SELECT t.rowid FROM tickets t WHERE +t.kind = 'complaint' AND t.closed_at_ms >= :until AND t.opened_at_ms < :until
    AND t.merged_into IS NULL
), told AS (
  SELECT t.*,
    CASE
      WHEN t.closed_at_ms IS NOT NULL THEN t.solve_due_ms
      -- A clock that stands still is not late.
      WHEN t.state NOT IN ('awaiting_answer', 'awaiting_approval') AND t.solved_at_ms IS NULL
        AND EXISTS (SELECT 1 FROM ticket_pauses p WHERE p.ticket_id = t.id AND p.ended_at_ms IS NULL) THEN NULL
      ELSE t.due_ms
    END AS promised_ms
  FROM open_then JOIN tickets t ON t.rowid = open_then.place
  WHERE :only IS NULL OR t.department = :only
)
