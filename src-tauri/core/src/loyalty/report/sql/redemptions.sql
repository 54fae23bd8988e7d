-- From the index alone: what was redeemed in the period, by whose account and for what.
SELECT source, from_account, points
FROM ledger INDEXED BY ledger_redeemed
WHERE code = 'redeem' AND business_date >= ?1 AND business_date <= ?2
