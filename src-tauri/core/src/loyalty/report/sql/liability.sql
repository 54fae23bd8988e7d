-- From the index alone: what lots still hold, by the month of their last day.
SELECT substr(expires_on, 1, 7), sum(left_points), count(*), coalesce(sum(left_points) FILTER (WHERE expires_on < ?1), 0)
FROM lots INDEXED BY lots_account
WHERE left_points > 0
GROUP BY substr(expires_on, 1, 7)
ORDER BY 1
