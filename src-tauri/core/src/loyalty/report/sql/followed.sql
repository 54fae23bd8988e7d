-- What a guest's stays of the year after a departure came to.
SELECT count(*), coalesce(sum(room_minor + food_minor + other_minor), 0)
FROM stays INDEXED BY stays_guest
WHERE guest_id = ?1 AND arrival >= ?2 AND state = 'departed' AND departure > ?2 AND departure <= ?3
