-- The same sum three ways: what members' balances say, what their lots hold, and what the house gave and did not get back.
SELECT
  (SELECT coalesce(sum(points), 0) FROM balances WHERE account > 100),
  (SELECT coalesce(sum(left_points), 0) FROM lots INDEXED BY lots_account WHERE left_points > 0),
  (SELECT -coalesce(sum(points), 0) FROM balances WHERE account <= 100)
