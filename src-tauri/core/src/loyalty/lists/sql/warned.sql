-- Per member the first date and how many points of those that end on one of the days of ?1.
SELECT a.guest_id, due.first_on, due.points
FROM (
  SELECT account, min(expires_on) AS first_on, sum(left_points) AS points
  FROM lots INDEXED BY lots_due
  WHERE left_points > 0 AND expires_on IN (SELECT value FROM json_each(?1))
  GROUP BY account
) due
CROSS JOIN accounts a ON a.id = due.account
WHERE (due.first_on, -due.points, a.guest_id) > (?2, ?3, ?4)
ORDER BY due.first_on, -due.points, a.guest_id
