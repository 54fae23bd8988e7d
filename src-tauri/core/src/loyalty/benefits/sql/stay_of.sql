-- The stay of guest ?1 in which something is used on ?2: the one that is named, else in house, else arriving today.
SELECT s.id, s.arrival, s.room_no FROM stays s
WHERE s.guest_id = ?1 AND (s.state = 'in_house' OR s.state = 'booked' AND s.arrival = ?2 OR s.id = ?3)
  AND (?3 IS NULL OR s.id = ?3)
ORDER BY s.state = 'in_house' DESC, s.arrival DESC, s.id LIMIT 1
