SELECT coalesce(sum(room_minor), 0), coalesce(sum(food_minor), 0), coalesce(sum(other_minor), 0)
FROM stays WHERE guest_id = ?1 AND state = 'departed' AND departure >= ?2
