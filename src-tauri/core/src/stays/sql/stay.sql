SELECT
  id, guest_id, source, source_key, confirmation, state, property, arrival, departure, nights, arrive_minute, arrived_at_ms, room_no,
  room_type, adults, children, babies, channel, segment, country, repeat_guest, rate_minor, room_minor, food_minor, other_minor, payment,
  booked_on, status_on, warnings, row_digest, import_id
FROM stays