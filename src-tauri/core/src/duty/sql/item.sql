SELECT id, handover_id, place, kind, record, room_no, state, due_ms, marks, seen_at_ms FROM handover_items
