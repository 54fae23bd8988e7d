SELECT EXISTS (
  SELECT 1 FROM ledger e
  WHERE e.to_account = ?1 AND e.source >= 'opening:' AND e.source < 'opening;'
    AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
)
