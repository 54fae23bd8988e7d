INSERT INTO import_finding_rows(import_id, kind, column_name, code, line, stay_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
