SELECT NULL, s.guest_id, s.room_no, coalesce(d.name, ''), s.departure
FROM stays s LEFT JOIN guest_details d ON d.guest_id = s.guest_id
WHERE s.state = 'in_house' AND s.departure >= ?1 AND s.departure < ?2
ORDER BY s.departure, s.room_no
LIMIT ?3
