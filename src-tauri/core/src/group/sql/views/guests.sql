-- One person in several hotels, counted once a hotel also where it has two cards of them. Only guests who agreed to go to the group
-- have a group_key, and only those who agree by the newest package of each hotel are counted.
CREATE VIEW group_guests AS
SELECT
  g.group_key,
  count(DISTINCT g.property_code) AS hotels,
  sum(s.stays) AS stays,
  sum(s.room_nights) AS room_nights,
  min(s.first_arrival) AS first_arrival,
  max(s.last_departure) AS last_departure
FROM guests g
LEFT JOIN (
  SELECT property_code, guest_key, count(*) AS stays, sum(nights) AS room_nights,
    min(arrival) AS first_arrival, max(departure) AS last_departure
  FROM stays
  WHERE state = 'departed' AND guest_key IS NOT NULL
  GROUP BY property_code, guest_key
) s ON s.property_code = g.property_code AND s.guest_key = g.guest_key
WHERE g.shared AND g.group_key IS NOT NULL
GROUP BY g.group_key;
