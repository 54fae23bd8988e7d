SELECT count(*), coalesce(sum(nights), 0), coalesce(sum(room_minor + food_minor + other_minor), 0)
FROM stays
WHERE guest_id = ?1 AND arrival >= ?2 AND departure <= ?3 AND state = 'departed'
