SELECT
  id, guest_id, state, arrival, departure, nights, room_type, adults, children, babies, channel, segment, country,
  room_minor, food_minor, other_minor, payment, booked_on, property
FROM stays
WHERE (state = 'departed' AND departure >= ?1 AND departure < ?2)
   OR (state IN ('cancelled', 'no_show') AND arrival >= ?1 AND arrival < ?2)
ORDER BY id
