-- What an account earned by stays and bills of day ?2, of month ?3 to ?4 and of year ?5 to ?6, without what was taken back.
-- The day is that of leaving or of the bill; postings from before it was kept stand with their own. What waits counts too.
SELECT
  coalesce(sum(CASE WHEN day = ?2 THEN points END), 0),
  coalesce(sum(CASE WHEN day >= ?3 AND day < ?4 THEN points END), 0),
  coalesce(sum(CASE WHEN day >= ?5 AND day < ?6 THEN points END), 0)
FROM (
  SELECT e.points, coalesce(CASE WHEN json_valid(e.memo) THEN e.memo ->> '$.on' END, e.business_date) AS day
  FROM ledger e
  WHERE e.to_account = ?1 AND e.code = 'earn'
    AND (substr(e.source, 1, 5) = 'stay:' OR substr(e.source, 1, 5) = 'bill:')
    AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
  UNION ALL
  SELECT p.points, coalesce(CASE WHEN json_valid(h.memo) THEN h.memo ->> '$.on' END, p.held_on)
  FROM pendings p
  JOIN ledger h ON h.id = p.hold_id
  WHERE p.account = ?1 AND p.state = 'pending' AND p.code = 'earn'
    AND (substr(p.source, 1, 5) = 'stay:' OR substr(p.source, 1, 5) = 'bill:')
)
