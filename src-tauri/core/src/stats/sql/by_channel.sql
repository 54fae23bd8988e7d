SELECT channel, count(*)
FROM stays
WHERE arrival BETWEEN coalesce(?1, '') AND coalesce(?2, '9999-12-31')
GROUP BY channel
ORDER BY count(*) DESC, channel
LIMIT ?3
