-- A credit that stands, or one that waits for its day.
SELECT EXISTS (
  SELECT 1 FROM ledger e
  WHERE e.source = ?1 AND e.code = 'earn' AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
) OR EXISTS (SELECT 1 FROM pendings p WHERE p.source = ?1 AND p.state = 'pending')
