-- What members held together before the period, what moved in it by code, and what they hold now.
SELECT
  (SELECT coalesce(sum(points), 0) FROM balances WHERE account > 100),
  coalesce(sum(CASE WHEN e.business_date >= ?2 THEN e.gain END), 0),
  coalesce(sum(CASE WHEN e.business_date < ?2 AND e.code IN ('earn', 'goodwill') THEN e.gain END), 0),
  -coalesce(sum(CASE WHEN e.business_date < ?2 AND e.code = 'redeem' THEN e.gain END), 0),
  -coalesce(sum(CASE WHEN e.business_date < ?2 AND e.code = 'expire' THEN e.gain END), 0),
  coalesce(sum(CASE WHEN e.business_date < ?2 AND e.code IN ('reverse', 'adjust') THEN e.gain END), 0)
FROM (
  SELECT business_date, code, CASE WHEN to_account > 100 THEN points ELSE -points END AS gain
  FROM ledger WHERE business_date >= ?1 AND max(from_account, to_account) > 100
) e
