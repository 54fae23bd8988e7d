-- What was given under the complaints of the period, under the number that stands where two complaints are one.
WITH RECURSIVE taken(root, id) AS (
  SELECT id, id FROM tickets
  WHERE +kind = 'complaint' AND business_date >= ?1 AND business_date < ?2 AND merged_into IS NULL
  UNION
  SELECT taken.root, t.id FROM taken JOIN tickets t INDEXED BY tickets_merged ON t.merged_into = taken.id
)
SELECT r.id, t.number, r.business_date, r.remedy, r.state, r.amount_minor, r.points, r.decided_at_ms
FROM taken
JOIN tickets t ON t.id = taken.root
JOIN ticket_remedies r ON r.ticket_id = taken.id
WHERE r.state IN ('within_limit', 'approved')
ORDER BY t.number, r.id
