-- What a run on ?1 would take, by tier.
SELECT m.tier, count(*), sum(due.points)
FROM (SELECT account, sum(left_points) AS points FROM lots WHERE left_points > 0 AND expires_on <= ?1 GROUP BY account) due
JOIN accounts a ON a.id = due.account
JOIN members m ON m.guest_id = a.guest_id
GROUP BY m.tier
