-- Benefits that were used in the period and not taken back, the latest first, by the tier held then.
SELECT l.guest_id, coalesce(m.member_no, ''), coalesce(d.name, ''), l.tier, NULL, NULL, l.business_date, NULL,
  0, l.count, l.code, l.words, l.cost_minor
FROM benefit_lines l
LEFT JOIN members m ON m.guest_id = l.guest_id
LEFT JOIN guest_details d ON d.guest_id = l.guest_id
WHERE l.deed = 'used' AND l.business_date >= ?1 AND l.business_date <= ?2
  AND (?5 IS NULL OR l.tier = ?5)
  AND NOT EXISTS (SELECT 1 FROM benefit_returns r WHERE r.line_id = l.id)
ORDER BY l.business_date DESC, l.at_ms DESC, l.id
LIMIT ?3 OFFSET ?4
