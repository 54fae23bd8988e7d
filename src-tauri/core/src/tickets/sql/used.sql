-- What ?1 gave on their own authority: in the case ?2, and in the month from ?3 until ?4. Approvals count where the approver
-- has limits too (?7), by the instant of the decision, from ?5 until ?6.
WITH given AS (
  SELECT ticket_id = ?2 AS here, business_date >= ?3 AND business_date < ?4 AS lately, amount_minor, points
  FROM ticket_remedies
  WHERE proposed_by = ?1 AND state = 'within_limit'
  UNION ALL
  SELECT ticket_id = ?2, decided_at_ms >= ?5 AND decided_at_ms < ?6, amount_minor, points
  FROM ticket_remedies
  WHERE ?7 AND decided_by = ?1 AND state = 'approved'
)
SELECT
  coalesce(sum(amount_minor) FILTER (WHERE here), 0),
  coalesce(sum(amount_minor) FILTER (WHERE lately), 0),
  coalesce(sum(points) FILTER (WHERE here), 0),
  coalesce(sum(points) FILTER (WHERE lately), 0)
FROM given
WHERE here OR lately
