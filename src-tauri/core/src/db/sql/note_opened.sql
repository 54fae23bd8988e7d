INSERT INTO card_openings(guest_id, user_id, business_date, first_at_ms, last_at_ms, times) VALUES (?1, ?2, ?3, ?4, ?4, 1)
ON CONFLICT DO UPDATE SET last_at_ms = max(last_at_ms, excluded.last_at_ms), times = times + 1
