SELECT e.id, e.period
FROM kept_packages k
JOIN exports e ON e.id = k.export_id
LEFT JOIN kept_ends d ON d.export_id = k.export_id
WHERE d.export_id IS NULL
ORDER BY e.head_seq
