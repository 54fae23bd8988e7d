-- One person in several hotels, counted once a hotel also where it has two cards of them. Only guests who agreed to go to the group
-- have a group_key, and only those who agree by the newest package of each hotel are counted. A card that was merged since is no
-- person of its own, and its stays are that one's.
CREATE VIEW group_guests AS
SELECT
  g.group_key,
  count(DISTINCT g.property_code) AS hotels,
  sum(s.stays) AS stays,
  sum(s.room_nights) AS room_nights,
  min(s.first_arrival) AS first_arrival,
  max(s.last_departure) AS last_departure
FROM guests g
LEFT JOIN group_merged gone ON gone.property_code = g.property_code AND gone.guest_key = g.guest_key
LEFT JOIN (
  SELECT s.property_code, CAST(coalesce(o.merged_into, s.guest_key) AS TEXT) AS guest_key, count(*) AS stays, sum(s.nights) AS room_nights,
    min(s.arrival) AS first_arrival, max(s.departure) AS last_departure
  FROM stays s
  LEFT JOIN group_merged o ON o.property_code = s.property_code AND o.guest_key = s.guest_key
  WHERE s.state = 'departed' AND s.guest_key IS NOT NULL
  GROUP BY s.property_code, CAST(coalesce(o.merged_into, s.guest_key) AS TEXT)
) s ON s.property_code = g.property_code AND s.guest_key = g.guest_key
WHERE g.shared AND g.group_key IS NOT NULL AND gone.guest_key IS NULL
GROUP BY g.group_key;
