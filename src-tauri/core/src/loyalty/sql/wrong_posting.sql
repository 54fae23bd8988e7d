-- A credit makes lots (or gives back to some), a debit takes from lots: either way as many points as it moves.
SELECT CAST(seq AS TEXT), points, by_lots
FROM (
  SELECT e.seq, e.points,
    (CASE WHEN e.to_account > 100 THEN 1 ELSE -1 END) * (
      (SELECT coalesce(sum(l.points), 0) FROM lots l WHERE l.entry_id = e.id)
      - (SELECT coalesce(sum(u.points), 0) FROM lot_uses u WHERE u.entry_id = e.id)
    ) AS by_lots
  FROM ledger e
  WHERE (e.from_account > 100) <> (e.to_account > 100)
)
WHERE points <> by_lots
ORDER BY seq
LIMIT 1
