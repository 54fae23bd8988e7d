SELECT k.version, k.recipient, k.fingerprint, k.whose, coalesce(u.name, ''), k.at_ms
FROM seal_keys k
LEFT JOIN users u ON u.id = k.by_user
ORDER BY k.version DESC
LIMIT ?1
