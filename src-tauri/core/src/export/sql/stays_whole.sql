-- Along the table: what is sorted would not fit into memory.
SELECT
  id, guest_id, state, arrival, departure, nights, room_type, adults, children, babies, channel, segment, country,
  room_minor, food_minor, other_minor, payment, booked_on, property
FROM stays
WHERE +departure >= ?1 AND +departure < ?2 AND +state IN ('departed', 'cancelled', 'no_show')
ORDER BY id
