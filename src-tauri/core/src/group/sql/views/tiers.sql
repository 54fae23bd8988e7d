-- Members by hotel and tier, as the newest package that names them has them.
CREATE VIEW group_tiers AS
SELECT property_code, tier, count(*) AS members, sum(balance) AS points
FROM members
GROUP BY property_code, tier;
