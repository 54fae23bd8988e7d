-- Of everything: along the ledger; the same columns as points.sql, then whether the posting leaves, then what is asked of every
-- posting (loyalty/along.rs).
SELECT
  e.seq, max(e.from_account, e.to_account), e.business_date, e.code,
  CASE WHEN e.to_account > e.from_account THEN e.points ELSE -e.points END,
  CASE
    WHEN e.source = 'desk' THEN 'desk'
    WHEN substr(e.source, 1, instr(e.source, ':') - 1) IN ('stay', 'ticket', 'entry', 'reward', 'expiry')
      THEN substr(e.source, 1, instr(e.source, ':') - 1)
    ELSE 'other'
  END,
  CASE WHEN e.reverses IS NOT NULL THEN (SELECT r.seq FROM ledger r WHERE r.id = e.reverses) END,
  e.business_date >= ?1 AND e.business_date < ?2 AND max(e.from_account, e.to_account) > 100,
  e.from_account, e.to_account, e.points, e.id, e.request_key
FROM ledger e
ORDER BY e.seq
