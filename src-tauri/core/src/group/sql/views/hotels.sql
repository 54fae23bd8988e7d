-- A hotel and its packages: the name and currency that its newest package has, the first and last day, how many count.
CREATE VIEW group_hotels AS
SELECT
  h.property_code,
  (SELECT max(n.currency) FROM lobby_packages n
    WHERE n.property_code = h.property_code AND n.applied
      AND n.lobby_rank = (SELECT max(l.lobby_rank) FROM lobby_packages l WHERE l.property_code = h.property_code AND l.applied)
  ) AS currency,
  (SELECT max(n.hotel_name) FROM lobby_packages n
    WHERE n.property_code = h.property_code AND n.applied
      AND n.lobby_rank = (SELECT max(l.lobby_rank) FROM lobby_packages l WHERE l.property_code = h.property_code AND l.applied)
  ) AS hotel_name,
  count(*) AS packages,
  min(h.first_day) AS first_day,
  max(h.last_day) AS last_day,
  sum(h.row_count) AS row_count
FROM lobby_packages h
WHERE h.applied
GROUP BY h.property_code;
