-- Of everything: along the ledger; the columns of src-tauri/core/src/export/sql/points.sql.
SELECT
  e.seq, max(e.from_account, e.to_account), e.business_date, e.code,
  CASE WHEN e.to_account > e.from_account THEN e.points ELSE -e.points END,
  CASE
    WHEN e.source = 'desk' THEN 'desk'
    WHEN substr(e.source, 1, instr(e.source, ':') - 1) IN ('stay', 'ticket', 'entry', 'reward', 'expiry')
      THEN substr(e.source, 1, instr(e.source, ':') - 1)
    ELSE 'other'
  END,
  CASE WHEN e.reverses IS NOT NULL THEN (SELECT r.seq FROM ledger r WHERE r.id = e.reverses) END
FROM ledger e
WHERE +e.business_date >= ?1 AND +e.business_date < ?2 AND max(e.from_account, e.to_account) > 100
ORDER BY e.seq
