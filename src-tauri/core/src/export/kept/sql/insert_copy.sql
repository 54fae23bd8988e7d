INSERT INTO export_copies(id, export_id, folder, name, fingerprint, bytes, sha256, by_user, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
