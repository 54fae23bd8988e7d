-- Of the rewards that were given in the period, those whose points were given back.
SELECT substr(e.source, 8), e.from_account, e.points
FROM ledger r
JOIN ledger e ON e.id = r.reverses
WHERE r.reverses > x'' AND e.source >= 'reward:' AND e.source < 'reward;' AND e.code = 'redeem'
  AND e.business_date >= ?1 AND e.business_date <= ?2
