INSERT INTO handover_items(id, handover_id, place, kind, record, room_no, state, due_ms, marks, seen_at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
