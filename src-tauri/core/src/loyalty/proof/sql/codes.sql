-- The postings of an account inside a stretch, with why.
SELECT seq, code FROM (
  SELECT seq, code FROM ledger WHERE to_account = ?1 AND seq >= ?2 AND seq < ?3
  UNION ALL
  SELECT seq, code FROM ledger WHERE from_account = ?1 AND seq >= ?2 AND seq < ?3
)
ORDER BY seq
