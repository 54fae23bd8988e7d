-- Of everything: along their numbers, with nothing of them to be sorted; the same columns as complaints.sql. What each needs of its
-- steps, its remedies and its guest is read beforehand, along each of these: number by number, each would be a page of its own.
WITH RECURSIVE taken(root, id) AS (
  SELECT merged_into, id FROM tickets WHERE merged_into IS NOT NULL
  UNION
  SELECT taken.root, t.id FROM taken JOIN tickets t ON t.merged_into = taken.id
), given(ticket_id, amount, points) AS MATERIALIZED (
  SELECT ticket_id, sum(amount_minor), sum(points)
  FROM ticket_remedies NOT INDEXED
  WHERE state IN ('within_limit', 'approved')
  GROUP BY ticket_id
), given_under(root, amount, points) AS MATERIALIZED (
  SELECT taken.root, sum(g.amount), sum(g.points)
  FROM taken
  CROSS JOIN given g ON g.ticket_id = taken.id
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
  coalesce(g.amount, 0) + coalesce(u.amount, 0),
  coalesce(g.points, 0) + coalesce(u.points, 0),
  CASE WHEN a.share THEN t.words END
FROM tickets t
LEFT JOIN agreed a ON a.ticket_id = t.id
LEFT JOIN causes c ON c.ticket_id = t.id
LEFT JOIN given g ON g.ticket_id = t.id
LEFT JOIN given_under u ON u.root = t.id
WHERE +t.kind = 'complaint' AND +t.business_date >= ?1 AND +t.business_date < ?2 AND t.merged_into IS NULL
ORDER BY t.number
