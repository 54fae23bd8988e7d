-- The runs that took points, the latest first.
SELECT
  image.body ->> '$.expired.on', history.business_date, coalesce(u.name, ''),
  image.body ->> '$.expired.members', image.body ->> '$.expired.points'
FROM history
JOIN images image ON image.seq = history.seq AND image.side = 'after'
LEFT JOIN users u ON u.id = history.user_id
WHERE history.op = 'expire_points'
ORDER BY history.seq DESC
LIMIT ?1
