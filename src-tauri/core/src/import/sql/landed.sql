SELECT file_name, bytes, modified_ms, sha256, header_digest, standing, code, import_id, refusals, at_ms
FROM import_landed
ORDER BY at_ms DESC, file_name
LIMIT ?1
