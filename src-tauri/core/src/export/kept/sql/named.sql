SELECT e.folder, e.at_ms, e.manifest_sha256, coalesce(k.recipient, '')
FROM exports e
LEFT JOIN kept_packages k ON k.export_id = e.id
WHERE e.id = ?1
