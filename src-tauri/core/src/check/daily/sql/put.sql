INSERT INTO day_checks(id, found, seal) VALUES (1, ?1, ?2)
ON CONFLICT(id) DO UPDATE SET found = excluded.found, seal = excluded.seal
