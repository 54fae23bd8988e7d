SELECT
  (SELECT coalesce(sum(points), 0) FROM ledger WHERE to_account = ?1) - (SELECT coalesce(sum(points), 0) FROM ledger WHERE from_account = ?1),
  (SELECT coalesce(sum(left_points), 0) FROM lots WHERE account = ?1 AND left_points > 0),
  (SELECT coalesce(sum(points), 0) FROM balances WHERE account = ?1)
