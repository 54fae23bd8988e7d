SELECT 1
FROM exports e
JOIN kept_packages k ON k.export_id = e.id
WHERE e.manifest_sha256 = ?1
