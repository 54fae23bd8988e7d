SELECT EXISTS (
  SELECT 1 FROM ledger e
  WHERE e.source = ?1 AND e.code = 'earn' AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
)
