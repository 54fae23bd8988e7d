SELECT u.id, u.name, u.role, g.until_ms
FROM phone_secrets s
JOIN users u ON u.id = s.user_id
LEFT JOIN phone_guards g ON g.user_id = s.user_id AND g.until_ms > 0
WHERE u.active = 1
ORDER BY u.rowid
