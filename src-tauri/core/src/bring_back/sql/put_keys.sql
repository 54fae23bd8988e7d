INSERT INTO brought_guests(guest_id, guest_key, group_key, group_mark) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT(guest_id) DO UPDATE SET group_key = excluded.group_key, group_mark = excluded.group_mark
