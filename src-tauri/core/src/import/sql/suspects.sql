SELECT count(*)
FROM duplicates d
WHERE d.state = 'open' AND EXISTS (SELECT 1 FROM guests g WHERE g.id IN (d.a, d.b) AND g.import_id = ?1)
