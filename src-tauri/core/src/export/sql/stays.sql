SELECT
  id, guest_id, state, arrival, departure, nights, room_type, adults, children, babies, channel, segment, country,
  room_minor, food_minor, other_minor, payment, booked_on, property
FROM stays INDEXED BY stays_departure
WHERE departure >= ?1 AND departure < ?2 AND state IN ('departed', 'cancelled', 'no_show')
ORDER BY departure, id
