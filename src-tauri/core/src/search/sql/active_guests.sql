SELECT guest_id FROM stays WHERE state = 'in_house' AND guest_id IS NOT NULL
UNION
SELECT guest_id FROM stays WHERE arrival BETWEEN ?1 AND ?2 AND state = 'booked' AND guest_id IS NOT NULL
UNION
SELECT guest_id FROM stays WHERE departure >= ?3 AND state = 'departed' AND guest_id IS NOT NULL
