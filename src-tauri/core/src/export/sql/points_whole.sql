-- Of everything: along the ledger; the same columns as points.sql, then whether the posting leaves, then what is asked of every
-- posting (loyalty/along.rs). No function is called for each of millions.
SELECT
  e.seq, CASE WHEN e.to_account > e.from_account THEN e.to_account ELSE e.from_account END, e.business_date, e.code,
  CASE WHEN e.to_account > e.from_account THEN e.points ELSE -e.points END,
  CASE
    WHEN e.source >= 'stay:' AND e.source < 'stay;' THEN 'stay'
    WHEN e.source = 'desk' THEN 'desk'
    WHEN e.source >= 'ticket:' AND e.source < 'ticket;' THEN 'ticket'
    WHEN e.source >= 'entry:' AND e.source < 'entry;' THEN 'entry'
    WHEN e.source >= 'reward:' AND e.source < 'reward;' THEN 'reward'
    WHEN e.source >= 'expiry:' AND e.source < 'expiry;' THEN 'expiry'
    ELSE 'other'
  END,
  CASE WHEN e.reverses IS NOT NULL THEN (SELECT r.seq FROM ledger r WHERE r.id = e.reverses) END,
  e.business_date >= ?1 AND e.business_date < ?2 AND (e.from_account > 100 OR e.to_account > 100),
  e.from_account, e.to_account, e.points, e.id, e.request_key
FROM ledger e
ORDER BY e.seq
