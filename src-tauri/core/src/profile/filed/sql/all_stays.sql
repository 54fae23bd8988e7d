SELECT guest_id, state, rate_minor, channel, room_type FROM stays WHERE guest_id IS NOT NULL ORDER BY guest_id, arrival DESC, id DESC
