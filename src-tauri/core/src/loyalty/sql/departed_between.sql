SELECT coalesce(sum(nights), 0), count(*), coalesce(sum(room_minor + food_minor + other_minor), 0)
FROM stays INDEXED BY stays_counted
WHERE guest_id = ?1 AND state = 'departed' AND departure > ?2 AND departure <= ?3
