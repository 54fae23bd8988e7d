-- A lot ends when its last extension says, each extension begins where the one before ended, and an activity of the lot's own
-- account made it.
SELECT lower(hex(l.id)), CAST(julianday(max(x.expires_on)) AS INTEGER), CAST(julianday(l.expires_on) AS INTEGER)
FROM lots l
JOIN lot_extensions x ON x.lot_id = l.id
GROUP BY l.id
HAVING max(x.expires_on) <> l.expires_on
UNION ALL
SELECT lower(hex(x.lot_id)), 1, 0
FROM lot_extensions x
JOIN lots l ON l.id = x.lot_id
WHERE NOT EXISTS (
  SELECT 1 FROM ledger e
  WHERE e.id = x.entry_id AND e.code IN ('earn', 'redeem') AND l.account IN (e.from_account, e.to_account))
UNION ALL
SELECT lower(hex(x.lot_id)), 0, 1
FROM lot_extensions x
WHERE EXISTS (SELECT 1 FROM lot_extensions y WHERE y.lot_id = x.lot_id AND y.expires_on < x.expires_on AND y.expires_on > x.from_on)
LIMIT 1
