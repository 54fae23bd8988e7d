SELECT c.stay_id, c.step, coalesce(u.name, ''), c.at_ms
FROM stays s
JOIN check_in_steps c ON c.stay_id = s.id
LEFT JOIN users u ON u.id = c.by_user
WHERE s.guest_id = ?1
