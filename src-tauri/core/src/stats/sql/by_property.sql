SELECT property, count(*)
FROM stays
WHERE arrival BETWEEN coalesce(?1, '') AND coalesce(?2, '9999-12-31')
GROUP BY property
ORDER BY count(*) DESC, property
LIMIT ?3
