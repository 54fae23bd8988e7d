-- From the indexes alone: what the account gained from a sequence on.
SELECT (SELECT coalesce(sum(points), 0) FROM ledger WHERE to_account = ?1 AND seq >= ?2)
  - (SELECT coalesce(sum(points), 0) FROM ledger WHERE from_account = ?1 AND seq >= ?2)
