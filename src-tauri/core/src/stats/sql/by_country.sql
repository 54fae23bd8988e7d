SELECT country, count(*)
FROM stays
WHERE arrival BETWEEN coalesce(?1, '') AND coalesce(?2, '9999-12-31')
GROUP BY country
ORDER BY count(*) DESC, country
LIMIT ?3
