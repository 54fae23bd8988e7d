SELECT CAST(r.seq AS TEXT), coalesce(e.points, 0), r.points
FROM ledger r
LEFT JOIN ledger e ON e.id = r.reverses
WHERE r.reverses IS NOT NULL
  AND (e.seq IS NULL OR e.seq >= r.seq OR e.points <> r.points OR e.from_account <> r.to_account OR e.to_account <> r.from_account)
ORDER BY r.seq
LIMIT 1
