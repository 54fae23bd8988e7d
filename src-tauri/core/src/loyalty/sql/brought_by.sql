-- The postings of a file, line by line, that nobody took out; ?1 names the file.
SELECT e.id FROM ledger e INDEXED BY ledger_source
WHERE e.source >= ?1 || ':' AND e.source < ?1 || ';' AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
ORDER BY e.seq
