SELECT k.made_on, d.because, d.ended_on, r.version
FROM kept_packages k
LEFT JOIN kept_ends d ON d.export_id = k.export_id
LEFT JOIN exports r ON r.id = d.replaced_by
WHERE k.export_id = ?1
