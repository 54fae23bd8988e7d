-- The days of the newest ?1 records: those from ?2 on, and the newest before.
WITH seen AS (SELECT business_date FROM history ORDER BY seq DESC LIMIT ?1)
SELECT DISTINCT business_date FROM seen WHERE business_date >= ?2
UNION ALL
SELECT max(business_date) FROM seen WHERE business_date < ?2 HAVING max(business_date) IS NOT NULL
