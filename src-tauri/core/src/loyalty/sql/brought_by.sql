SELECT e.id FROM ledger e
WHERE e.source = ?1 AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
ORDER BY e.seq
