SELECT s.guest_id, m.enrolled_on, s.id, s.departure, s.nights, s.channel, s.room_minor, s.food_minor, s.other_minor
FROM stays s INDEXED BY stays_counted
CROSS JOIN members m ON m.guest_id = s.guest_id
WHERE s.guest_id IS NOT NULL AND s.state = 'departed' AND s.departure <= ?1
ORDER BY s.guest_id, s.departure
