-- The pending account holds what is promised; each promise has its hold; it is settled as its rows say, and what it posted
-- is a credit of as many points; nothing else moves the pending account.
SELECT * FROM (
  SELECT 'all', (SELECT coalesce(sum(points), 0) FROM pendings WHERE state = 'pending') AS expected,
    coalesce((SELECT points FROM balances WHERE account = 5), 0) AS found
) WHERE expected <> found
UNION ALL
SELECT * FROM (
  SELECT lower(hex(p.hold_id)), p.points, coalesce(h.points, 0)
  FROM pendings p
  LEFT JOIN ledger h ON h.id = p.hold_id AND h.to_account = 5
  LEFT JOIN ledger back ON back.reverses = p.hold_id
  LEFT JOIN ledger credit ON credit.id = p.entry_id AND credit.to_account > 100
  WHERE h.points IS NOT p.points
    OR (p.state = 'pending') <> (back.id IS NULL)
    OR (p.state = 'posted') <> (credit.points IS p.points AND credit.code IS p.code)
  ORDER BY p.hold_id
  LIMIT 1
)
UNION ALL
SELECT * FROM (
  SELECT CAST(h.seq AS TEXT), 0, h.points FROM ledger h
  WHERE h.to_account = 5 AND NOT EXISTS (SELECT 1 FROM pendings p WHERE p.hold_id = h.id)
  ORDER BY h.seq
  LIMIT 1
)
LIMIT 1
