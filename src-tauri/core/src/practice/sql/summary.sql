INSERT INTO stay_summaries(guest_id, stays, nights, spend_minor, last_departure, last_room) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
