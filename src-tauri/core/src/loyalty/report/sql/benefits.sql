-- What tiers gave beside points and was used in the period, by the tier held then; what was taken back is not counted.
SELECT tier, sum(count), sum(cost_minor)
FROM benefit_lines l
WHERE deed = 'used' AND business_date >= ?1 AND business_date <= ?2
  AND NOT EXISTS (SELECT 1 FROM benefit_returns r WHERE r.line_id = l.id)
GROUP BY tier
