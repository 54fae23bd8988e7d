SELECT coalesce(min(seq), 9223372036854775807) FROM (
  SELECT min(seq) AS seq FROM ledger WHERE to_account = ?1 AND business_date >= ?2
  UNION ALL
  SELECT min(seq) FROM ledger WHERE from_account = ?1 AND business_date >= ?2
)
