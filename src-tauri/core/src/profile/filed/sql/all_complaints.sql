SELECT guest_id, business_date, state FROM tickets WHERE kind = 'complaint' AND guest_id IS NOT NULL AND merged_into IS NULL
ORDER BY guest_id, opened_at_ms DESC, id DESC
