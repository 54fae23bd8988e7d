SELECT NULL, NULL, s.room_no, '', s.departure
FROM stays s
WHERE s.state = 'departed' AND s.departure >= ?1 AND s.departure < ?2 AND s.guest_id IS NULL
ORDER BY s.departure, s.room_no
LIMIT ?3
