SELECT CAST(b.account AS TEXT), coalesce(l.held, 0), b.points
FROM balances b
LEFT JOIN (SELECT account, sum(left_points) AS held FROM lots WHERE left_points > 0 GROUP BY account) l ON l.account = b.account
WHERE b.account > 100 AND b.points <> coalesce(l.held, 0)
ORDER BY b.account
LIMIT 1
