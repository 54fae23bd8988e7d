SELECT max(business_date) FROM (
  SELECT business_date FROM ledger WHERE to_account = ?1
  UNION ALL
  SELECT business_date FROM ledger WHERE from_account = ?1 AND code <> 'expire'
)
