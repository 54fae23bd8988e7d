INSERT INTO import_conflicts(stay_id, column_name, record, theirs_digest, standing, import_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
