SELECT b.id, b.deed, b.code, b.words, b.count, b.tier, b.stay_id, s.arrival, s.room_no, b.note, b.at_ms, b.business_date,
       coalesce(u.name, ''), r.reason, r.at_ms, coalesce(back.name, '')
FROM benefit_lines b
LEFT JOIN stays s ON s.id = b.stay_id
LEFT JOIN users u ON u.id = b.by_user
LEFT JOIN benefit_returns r ON r.line_id = b.id
LEFT JOIN users back ON back.id = r.by_user
WHERE b.guest_id = ?1 ORDER BY b.rowid DESC LIMIT ?2
