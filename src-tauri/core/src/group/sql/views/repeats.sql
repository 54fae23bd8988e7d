-- Of the named guests who departed in a year, how many did so at least twice in this hotel in that year.
CREATE VIEW group_repeats AS
SELECT
  property_code,
  year,
  count(*) AS guests,
  sum(CASE WHEN stays > 1 THEN 1 ELSE 0 END) AS repeaters,
  round(100.0 * sum(CASE WHEN stays > 1 THEN 1 ELSE 0 END) / count(*), 2) AS repeat_percent
FROM (
  SELECT property_code, guest_key, substr(CAST(departure AS TEXT), 1, 4) AS year, count(*) AS stays
  FROM stays
  WHERE state = 'departed' AND guest_key IS NOT NULL
  GROUP BY property_code, guest_key, substr(CAST(departure AS TEXT), 1, 4)
) g
GROUP BY property_code, year;
