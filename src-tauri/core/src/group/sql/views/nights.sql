-- What a hotel sold in a month of departure.
CREATE VIEW group_nights AS
SELECT
  property_code,
  substr(CAST(departure AS TEXT), 1, 7) AS month,
  count(*) AS stays,
  sum(nights) AS room_nights,
  sum(room_revenue) AS room_revenue
FROM stays
WHERE state = 'departed'
GROUP BY property_code, substr(CAST(departure AS TEXT), 1, 7);
