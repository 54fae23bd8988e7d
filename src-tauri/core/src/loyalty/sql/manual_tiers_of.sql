SELECT m.guest_id, m.id, m.tier, m.reason, m.from_on, m.until_on, m.ended_on, coalesce(u.name, ''), m.at_ms
FROM manual_tiers m
LEFT JOIN users u ON u.id = m.by_user
WHERE m.guest_id = ?1
ORDER BY m.at_ms DESC, m.id DESC
