-- Of everything: along their numbers, with nothing of them to be sorted; the same columns as complaints.sql. What each needs of its
-- steps and its guest is read beforehand, along the steps and along the guests: number by number, each would be a page of its own.
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
), causes(ticket_id, cause, newest) AS MATERIALIZED (
  -- The newest analysis: its cause stands in the row that the maximum is taken from.
  SELECT ticket_id, json_extract(body, '$.cause'), max(printf('%020d', at_ms) || hex(id))
  FROM ticket_steps NOT INDEXED
  WHERE step = 4
  GROUP BY ticket_id
), agreed(ticket_id, share) AS MATERIALIZED (
  SELECT t.id, d.share_consent
  FROM tickets t INDEXED BY tickets_guest
  CROSS JOIN guest_details d ON d.guest_id = t.guest_id
  WHERE t.guest_id IS NOT NULL
  ORDER BY t.guest_id
)
SELECT
  t.number, t.guest_id, t.business_date, t.opened_at_ms, t.problem, t.area, t.touchpoint, t.severity, t.mood, t.state, t.department,
  c.cause,
  t.apologised_at_ms, t.solved_at_ms, t.closed_at_ms,
  coalesce(g.amount, 0) + (SELECT coalesce(sum(r.amount_minor), 0) FROM ticket_remedies r
    WHERE r.ticket_id = t.id AND r.state IN ('within_limit', 'approved')),
  coalesce(g.points, 0) + (SELECT coalesce(sum(r.points), 0) FROM ticket_remedies r
    WHERE r.ticket_id = t.id AND r.state IN ('within_limit', 'approved')),
  CASE WHEN a.share THEN t.words END
FROM tickets t
LEFT JOIN agreed a ON a.ticket_id = t.id
LEFT JOIN causes c ON c.ticket_id = t.id
LEFT JOIN given g ON g.root = t.id
WHERE +t.kind = 'complaint' AND +t.business_date >= ?1 AND +t.business_date < ?2 AND t.merged_into IS NULL
ORDER BY t.number
