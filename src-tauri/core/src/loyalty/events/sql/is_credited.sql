SELECT EXISTS (
  SELECT 1 FROM ledger e
  JOIN accounts a ON a.id = e.to_account
  WHERE e.source = ?2 AND a.guest_id = ?1 AND e.code = 'earn'
    AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id)
)
