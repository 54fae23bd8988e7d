INSERT INTO exports(id, period, version, folder, manifest_sha256, rows, head_seq, head_mac, by_user, at_ms, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, ?9, ?10)
