-- What complaints cost a hotel in a month, in its own currency; sums of different currencies are never added.
CREATE VIEW group_compensation AS
SELECT
  c.property_code,
  h.currency,
  substr(CAST(c.business_date AS TEXT), 1, 7) AS month,
  count(*) AS complaints,
  sum(CASE WHEN c.compensation > 0 OR c.compensation_points > 0 THEN 1 ELSE 0 END) AS compensated,
  sum(c.compensation) AS amount,
  sum(c.compensation_points) AS points
FROM complaints c
JOIN group_hotels h ON h.property_code = c.property_code
GROUP BY c.property_code, h.currency, substr(CAST(c.business_date AS TEXT), 1, 7);
