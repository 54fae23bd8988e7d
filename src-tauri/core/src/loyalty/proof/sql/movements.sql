-- Every posting of an account in order, from the indexes alone.
SELECT seq, gain FROM (
  SELECT seq, points AS gain FROM ledger WHERE to_account = ?1
  UNION ALL
  SELECT seq, -points FROM ledger WHERE from_account = ?1
)
ORDER BY seq
