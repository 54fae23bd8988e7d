SELECT sum(left_points), expires_on FROM lots WHERE account = ?1 AND left_points > 0 GROUP BY expires_on ORDER BY expires_on LIMIT 1
