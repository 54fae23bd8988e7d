SELECT d.at_ms, d.by_user, u.name, d.report FROM drills d LEFT JOIN users u ON u.id = d.by_user
ORDER BY d.at_ms DESC LIMIT ?1
