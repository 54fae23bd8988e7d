INSERT INTO import_findings(import_id, kind, column_name, code, rows) VALUES (?1, ?2, ?3, ?4, ?5)
