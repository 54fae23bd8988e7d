-- Members by hotel and tier, as the newest package that names them has them: each person once, with the points of all their cards.
CREATE VIEW group_tiers AS
SELECT
  m.property_code,
  coalesce(k.tier, m.tier) AS tier,
  sum(CASE WHEN o.guest_key IS NULL THEN 1 ELSE 0 END) AS members,
  sum(m.balance) AS points
FROM members m
LEFT JOIN group_merged o ON o.property_code = m.property_code AND o.guest_key = m.guest_key
LEFT JOIN (SELECT DISTINCT property_code, guest_key, tier FROM members) k ON k.property_code = o.property_code AND k.guest_key = o.merged_into
GROUP BY m.property_code, coalesce(k.tier, m.tier);
