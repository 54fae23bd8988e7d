-- The next accounts that hold points whose last day is ?1 or earlier, each with all such lots.
SELECT account, id, left_points, expires_on
FROM lots
WHERE left_points > 0
  AND expires_on <= ?1
  AND account IN (
    SELECT DISTINCT account FROM lots WHERE left_points > 0 AND expires_on <= ?1 AND account > ?2 ORDER BY account LIMIT ?3
  )
ORDER BY account, expires_on, id
