-- Of the named guests who departed in a year, how many did so at least twice in this hotel in that year. A stay of a card that was
-- merged since is the person's who stands.
CREATE VIEW group_repeats AS
SELECT
  property_code,
  year,
  count(*) AS guests,
  sum(CASE WHEN stays > 1 THEN 1 ELSE 0 END) AS repeaters,
  round(100.0 * sum(CASE WHEN stays > 1 THEN 1 ELSE 0 END) / count(*), 2) AS repeat_percent
FROM (
  SELECT s.property_code, CAST(coalesce(o.merged_into, s.guest_key) AS TEXT) AS guest_key, substr(CAST(s.departure AS TEXT), 1, 4) AS year, count(*) AS stays
  FROM stays s
  LEFT JOIN group_merged o ON o.property_code = s.property_code AND o.guest_key = s.guest_key
  WHERE s.state = 'departed' AND s.guest_key IS NOT NULL
  GROUP BY s.property_code, CAST(coalesce(o.merged_into, s.guest_key) AS TEXT), substr(CAST(s.departure AS TEXT), 1, 4)
) g
GROUP BY property_code, year;
