SELECT guest_id, cell, last_departure, complained_on FROM listed_guests
WHERE cell = ?1 AND (last_departure, guest_id) < (?2, ?3)
ORDER BY last_departure DESC, guest_id DESC
