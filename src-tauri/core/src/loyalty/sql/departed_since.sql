SELECT id, arrival, departure, channel, room_minor, food_minor, other_minor
FROM stays
WHERE guest_id = ?1 AND state = 'departed' AND departure >= ?2
ORDER BY departure DESC, id
