SELECT p.version, p.valid_from, p.rules, p.why, coalesce(u.name, ''), p.at_ms
FROM programmes p
LEFT JOIN users u ON u.id = p.by_user
ORDER BY p.version DESC
