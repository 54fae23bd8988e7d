SELECT coalesce(min(seq), 9223372036854775807) FROM (
  SELECT * FROM (SELECT seq FROM ledger INDEXED BY ledger_to WHERE to_account = ?1 AND business_date >= ?2 ORDER BY seq LIMIT 1)
  UNION ALL
  SELECT * FROM (SELECT seq FROM ledger INDEXED BY ledger_from WHERE from_account = ?1 AND business_date >= ?2 ORDER BY seq LIMIT 1)
)
