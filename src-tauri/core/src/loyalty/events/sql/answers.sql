SELECT a.ordinal, a.state, a.words, coalesce(u.name, ''), a.at_ms
FROM event_answers a
LEFT JOIN users u ON u.id = a.by_user
WHERE a.invite_id = ?1
ORDER BY a.ordinal
