-- Of everything: along their numbers, with nothing to be sorted; the same columns as complaints.sql.
WITH RECURSIVE taken(root, id) AS (
  SELECT merged_into, id FROM tickets WHERE merged_into IS NOT NULL
  UNION
  SELECT taken.root, t.id FROM taken JOIN tickets t ON t.merged_into = taken.id
), given(root, amount, points) AS (
  SELECT taken.root, sum(r.amount_minor), sum(r.points)
  FROM taken
  JOIN ticket_remedies r ON r.ticket_id = taken.id
  WHERE r.state IN ('within_limit', 'approved')
  GROUP BY taken.root
)
SELECT
  t.number, t.guest_id, t.business_date, t.opened_at_ms, t.problem, t.area, t.touchpoint, t.severity, t.mood, t.state, t.department,
  (SELECT json_extract(s.body, '$.cause') FROM ticket_steps s
    WHERE s.ticket_id = t.id AND s.step = 4 ORDER BY s.at_ms DESC, s.id DESC LIMIT 1),
  t.apologised_at_ms, t.solved_at_ms, t.closed_at_ms,
  coalesce(g.amount, 0) + (SELECT coalesce(sum(r.amount_minor), 0) FROM ticket_remedies r
    WHERE r.ticket_id = t.id AND r.state IN ('within_limit', 'approved')),
  coalesce(g.points, 0) + (SELECT coalesce(sum(r.points), 0) FROM ticket_remedies r
    WHERE r.ticket_id = t.id AND r.state IN ('within_limit', 'approved')),
  CASE WHEN d.share_consent THEN t.words END
FROM tickets t
LEFT JOIN guest_details d ON d.guest_id = t.guest_id
LEFT JOIN given g ON g.root = t.id
WHERE +t.kind = 'complaint' AND +t.business_date >= ?1 AND +t.business_date < ?2 AND t.merged_into IS NULL
ORDER BY t.number
