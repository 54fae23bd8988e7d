INSERT INTO import_landed(
  file_name, bytes, modified_ms, sha256, header_digest, standing, code, import_id, refusals, at_ms
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT(file_name) DO UPDATE SET
  bytes = excluded.bytes, modified_ms = excluded.modified_ms, sha256 = excluded.sha256,
  header_digest = excluded.header_digest, standing = excluded.standing, code = excluded.code,
  import_id = excluded.import_id, refusals = excluded.refusals, at_ms = excluded.at_ms
