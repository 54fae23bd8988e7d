SELECT id, guest_id FROM stays
WHERE state = 'in_house' AND room_no = ?1
ORDER BY guest_id IS NULL, arrival DESC, id
LIMIT 1
