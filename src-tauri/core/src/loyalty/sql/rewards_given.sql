-- Redemptions of the reward ?1 that stand; counted no further than ?2, for more than there are cannot have been given.
SELECT count(*) FROM (
  SELECT 1 FROM ledger e
  WHERE e.source = ?1 AND e.code = 'redeem' AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
  LIMIT ?2)
