-- Complaints by hotel, month and cause, with those of each 100 room-nights that the hotel sold in the month. A complaint that
-- nobody analysed yet has the cause 'open'.
CREATE VIEW group_complaints AS
SELECT
  c.property_code,
  c.month,
  c.cause,
  c.complaints,
  n.room_nights,
  CASE WHEN n.room_nights > 0 THEN round(100.0 * c.complaints / n.room_nights, 4) END AS per_100_room_nights
FROM (
  SELECT property_code, substr(CAST(business_date AS TEXT), 1, 7) AS month, coalesce(cause, 'open') AS cause, count(*) AS complaints
  FROM complaints
  GROUP BY property_code, substr(CAST(business_date AS TEXT), 1, 7), coalesce(cause, 'open')
) c
LEFT JOIN group_nights n ON n.property_code = c.property_code AND n.month = c.month;
