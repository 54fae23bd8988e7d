-- The stay in house, else the last that departed: whose complaint it is says where it was.
SELECT id, room_no FROM stays
WHERE guest_id = ?1 AND state IN ('in_house', 'departed')
ORDER BY state = 'in_house' DESC, departure DESC, id DESC
LIMIT 1
