-- The plus signs keep the planner on the indexes of state and day: by guest it would read every stay there ever was.
SELECT guest_id, state, arrival, departure, room_no FROM stays
WHERE state = 'in_house' AND +guest_id IS NOT NULL
UNION ALL
SELECT guest_id, state, arrival, departure, room_no FROM stays
WHERE arrival BETWEEN ?1 AND ?2 AND state = 'booked' AND +guest_id IS NOT NULL
UNION ALL
SELECT guest_id, state, arrival, departure, room_no FROM stays
WHERE departure >= ?3 AND state = 'departed' AND +guest_id IS NOT NULL
