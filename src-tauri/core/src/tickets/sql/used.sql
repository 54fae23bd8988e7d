-- What ?1 gave on their own authority: in the case ?2, and in the month from ?3 until ?4. Approvals count where the approver
-- has limits too (?7), by the instant of the decision, from ?5 until ?6. Each part is one short stretch of an index.
WITH given AS (
  SELECT ticket_id = ?2 AS here, 1 AS lately, amount_minor, points
  FROM ticket_remedies
  WHERE proposed_by = ?1 AND business_date >= ?3 AND business_date < ?4 AND state = 'within_limit'
  UNION ALL
  SELECT 1, 0, amount_minor, points
  FROM ticket_remedies
  WHERE ticket_id = ?2 AND +proposed_by = ?1 AND NOT (business_date >= ?3 AND business_date < ?4) AND state = 'within_limit'
  UNION ALL
  SELECT ticket_id = ?2, 1, amount_minor, points
  FROM ticket_remedies
  WHERE ?7 AND decided_by = ?1 AND decided_at_ms >= ?5 AND decided_at_ms < ?6 AND state = 'approved'
  UNION ALL
  SELECT 1, 0, amount_minor, points
  FROM ticket_remedies
  WHERE ?7 AND ticket_id = ?2 AND +decided_by = ?1 AND NOT (decided_at_ms >= ?5 AND decided_at_ms < ?6) AND state = 'approved'
)
SELECT
  coalesce(sum(amount_minor) FILTER (WHERE here), 0),
  coalesce(sum(amount_minor) FILTER (WHERE lately), 0),
  coalesce(sum(points) FILTER (WHERE here), 0),
  coalesce(sum(points) FILTER (WHERE lately), 0)
FROM given
