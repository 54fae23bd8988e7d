SELECT r.line, s.id, s.guest_id, d.name
FROM import_finding_rows r
LEFT JOIN stays s ON s.id = r.stay_id
LEFT JOIN guest_details d ON d.guest_id = s.guest_id
WHERE r.import_id = ?1 AND r.kind = ?2 AND r.column_name = ?3 AND r.code = ?4
ORDER BY r.line
