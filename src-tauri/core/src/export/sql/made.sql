SELECT e.id, e.period, e.version, e.folder, e.manifest_sha256, e.rows, e.head_seq, e.head_mac, coalesce(u.name, ''), e.at_ms
FROM exports e
LEFT JOIN users u ON u.id = e.by_user
ORDER BY e.at_ms DESC, e.period DESC, e.version DESC
LIMIT ?1
