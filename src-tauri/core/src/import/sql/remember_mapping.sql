INSERT INTO import_mappings (header_digest, source, mapping, by_user, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (header_digest, source) DO UPDATE SET mapping = excluded.mapping, by_user = excluded.by_user, at_ms = excluded.at_ms
