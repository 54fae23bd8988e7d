SELECT EXISTS (
  SELECT 1 FROM ledger e
  JOIN accounts a ON a.id = e.to_account
  WHERE e.source = ?2 AND a.guest_id = ?1 AND e.code = 'earn'
    AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id)
) OR EXISTS (
  SELECT 1 FROM pendings p
  JOIN accounts a ON a.id = p.account
  WHERE p.source = ?2 AND a.guest_id = ?1 AND p.state = 'pending'
)
