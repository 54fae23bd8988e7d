-- VIPs who are still expected from ?1 to ?2.
SELECT s.id, s.room_no, s.guest_id, d.name, d.title, d.vip, s.arrival, s.arrive_minute
FROM stays s
JOIN guest_details d ON d.guest_id = s.guest_id
WHERE s.arrival >= ?1 AND s.arrival <= ?2 AND s.state = 'booked' AND s.property = '' AND d.vip <> ''
ORDER BY s.arrival, s.arrive_minute IS NULL, s.arrive_minute, s.room_no, s.id
