INSERT INTO stays(
  id, guest_id, source, source_key, confirmation, state, property, arrival, departure, nights, arrive_minute, arrived_at_ms, room_no,
  room_type, adults, children, babies, channel, segment, country, repeat_guest, rate_minor, room_minor, food_minor, other_minor, payment,
  booked_on, status_on, warnings, row_digest, import_id
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31
)
