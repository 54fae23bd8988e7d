SELECT count(DISTINCT account), coalesce(sum(left_points), 0)
FROM lots INDEXED BY lots_due
WHERE left_points > 0 AND expires_on IN (SELECT value FROM json_each(?1))
