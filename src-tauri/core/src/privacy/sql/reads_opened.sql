SELECT o.first_at_ms, o.last_at_ms, o.times, o.user_id, o.guest_id, d.name
FROM card_openings o LEFT JOIN guest_details d ON d.guest_id = o.guest_id
WHERE (?1 IS NULL OR o.user_id = ?1) AND (?2 IS NULL OR o.guest_id = ?2)
  AND (?3 IS NULL OR o.business_date >= ?3) AND (?4 IS NULL OR o.business_date <= ?4)
ORDER BY o.business_date DESC, o.last_at_ms DESC LIMIT ?5
