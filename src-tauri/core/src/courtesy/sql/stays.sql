-- Everybody who was in house at some time of the days from ?1 to ?2: those who still are, and those who left since.
-- Order and indexes are said: without statistics the planner would walk every stay of the house.
WITH here AS MATERIALIZED (
  SELECT id FROM stays INDEXED BY stays_in_house WHERE state = 'in_house' AND arrival <= ?2
  UNION ALL
  SELECT id FROM stays INDEXED BY stays_nights
  WHERE departure >= ?1 AND state IN ('in_house', 'departed') AND +state = 'departed' AND arrival <= ?2
)
SELECT s.id, s.guest_id, s.room_no, s.arrival, s.departure, s.state = 'departed', d.name, d.title, d.vip, coalesce(m.tier, '')
FROM here
CROSS JOIN stays s ON s.id = here.id
CROSS JOIN guest_details d ON d.guest_id = s.guest_id
LEFT JOIN members m ON m.guest_id = s.guest_id
WHERE s.property = ''
ORDER BY s.room_no, s.arrival, s.id
