SELECT t.id, t.number, t.severity, t.state, t.room_no, t.guest_id, d.name, d.title, t.problem, t.words, t.area, t.department,
  t.owner, u.name, t.opened_by, t.opened_at_ms, t.business_date, t.closed_at_ms,
  (SELECT max(s.step) FROM ticket_steps s WHERE s.ticket_id = t.id),
  (SELECT coalesce(sum(r.amount_minor), 0) FROM ticket_remedies r
    WHERE r.ticket_id = t.id AND r.remedy <> 'points' AND r.state NOT IN ('refused', 'withdrawn')),
  (SELECT coalesce(sum(r.points), 0) FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state NOT IN ('refused', 'withdrawn')),
  CASE
    WHEN t.closed_at_ms IS NOT NULL OR t.kind = 'praise' THEN NULL
    WHEN t.kind <> 'complaint' THEN iif(t.solved_at_ms IS NULL, 'reply', NULL)
    WHEN t.state = 'awaiting_answer' THEN 'answer'
    WHEN t.state = 'awaiting_approval' THEN 'approval'
    WHEN t.solved_at_ms IS NOT NULL THEN 'callback'
    WHEN t.started_at_ms IS NULL THEN 'start'
    ELSE 'solve'
  END,
  t.due_ms,
  -- Since when that promise runs.
  CASE
    WHEN t.state = 'awaiting_approval' THEN
      (SELECT min(r.proposed_at_ms) FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state = 'awaiting')
    ELSE t.opened_at_ms
  END,
  -- 首次应答 and 批示 never stand still.
  t.state NOT IN ('awaiting_answer', 'awaiting_approval') AND t.solved_at_ms IS NULL
    AND EXISTS (SELECT 1 FROM ticket_pauses p WHERE p.ticket_id = t.id AND p.ended_at_ms IS NULL) AS paused, t.kind,
  (SELECT min(e.due_ms) FROM ticket_externals e WHERE e.ticket_id = t.id AND e.answered_on IS NULL)
FROM tickets t
LEFT JOIN guest_details d ON d.guest_id = t.guest_id
LEFT JOIN users u ON u.id = t.owner
