SELECT s.body, s.by_user, u.name, o.name, s.at_ms
FROM action_steps s
LEFT JOIN users u ON u.id = s.by_user
LEFT JOIN users o ON o.id = unhex(json_extract(s.body, '$.owner'), '-')
WHERE s.action_id = ?1
ORDER BY s.ordinal
