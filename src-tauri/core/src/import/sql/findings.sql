SELECT kind, column_name, code, rows
FROM import_findings
WHERE import_id = ?1
ORDER BY kind, rows DESC, column_name, code
