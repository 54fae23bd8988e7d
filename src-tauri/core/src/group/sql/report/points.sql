SELECT month, count(*) AS hotels, sum(opening), sum(earned), sum(redeemed), sum(expired), sum(reversed), sum(closing)
FROM group_points GROUP BY month ORDER BY month;
