-- Of what was redeemed in the period, what was given back since.
SELECT e.source, e.from_account, e.points
FROM ledger r
JOIN ledger e ON e.id = r.reverses
WHERE r.reverses > x'' AND e.code = 'redeem' AND e.business_date >= ?1 AND e.business_date <= ?2
