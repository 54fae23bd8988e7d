-- Of everything: along what was given, and sorted; the same columns as compensation.sql. Complaint by complaint, each would be pages of
-- its own.
WITH RECURSIVE taken(root, id) AS (
  SELECT merged_into, id FROM tickets WHERE merged_into IS NOT NULL
  UNION
  SELECT t.merged_into, taken.id FROM taken JOIN tickets t ON t.id = taken.root WHERE t.merged_into IS NOT NULL
), stands(root, id) AS MATERIALIZED (
  SELECT taken.root, taken.id FROM taken CROSS JOIN tickets t ON t.id = taken.root WHERE t.merged_into IS NULL
)
SELECT r.id, t.number, r.business_date, r.remedy, r.state, r.amount_minor, r.points, r.decided_at_ms
FROM ticket_remedies r NOT INDEXED
LEFT JOIN stands s ON s.id = r.ticket_id
CROSS JOIN tickets t ON t.id = coalesce(s.root, r.ticket_id)
WHERE r.state IN ('within_limit', 'approved')
  AND +t.kind = 'complaint' AND +t.business_date >= ?1 AND +t.business_date < ?2 AND t.merged_into IS NULL
ORDER BY t.number, r.id
