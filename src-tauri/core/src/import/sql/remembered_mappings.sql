SELECT mapping, source
FROM import_mappings
WHERE header_digest = ?1 AND (?2 IS NULL OR source = ?2)
ORDER BY at_ms DESC, source
