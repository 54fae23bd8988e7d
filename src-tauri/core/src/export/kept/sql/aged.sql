SELECT k.export_id
FROM kept_packages k
LEFT JOIN kept_ends d ON d.export_id = k.export_id
WHERE d.export_id IS NULL AND k.made_on < ?1
ORDER BY k.made_on, k.export_id
