SELECT code, sum(gain) FROM (
  SELECT code, points AS gain FROM ledger WHERE to_account = ?1 AND seq >= ?2 AND seq < ?3
  UNION ALL
  SELECT code, -points FROM ledger WHERE from_account = ?1 AND seq >= ?2 AND seq < ?3
)
GROUP BY code
ORDER BY code
