INSERT INTO import_changes(import_id, kind, record, before, after_digest) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT(import_id, record) DO UPDATE SET after_digest = excluded.after_digest
