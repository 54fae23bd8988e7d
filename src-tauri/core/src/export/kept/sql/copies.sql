SELECT c.export_id, c.folder, c.name, c.fingerprint, c.bytes, c.sha256, coalesce(u.name, ''), c.at_ms
FROM export_copies c
LEFT JOIN users u ON u.id = c.by_user
WHERE c.export_id IN (SELECT id FROM exports ORDER BY head_seq DESC LIMIT ?1)
ORDER BY c.at_ms DESC, c.rowid DESC
