INSERT INTO listed_guests(guest_id, cell, last_departure, complained_on) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT(guest_id) DO UPDATE
SET cell = excluded.cell, last_departure = excluded.last_departure, complained_on = excluded.complained_on
