SELECT guest_id, business_date, state FROM tickets WHERE guest_id IS NOT NULL ORDER BY guest_id, opened_at_ms DESC, id DESC
