SELECT state, arrival, departure, room_no
FROM stays
WHERE guest_id = ?1
  AND (state = 'in_house'
       OR (state = 'booked' AND arrival BETWEEN ?2 AND ?3)
       OR (state = 'departed' AND departure >= ?4))
