-- From the index alone: rewards that were given in the period, and to whose account.
SELECT substr(source, 8), from_account, points
FROM ledger INDEXED BY ledger_redeemed
WHERE code = 'redeem' AND business_date >= ?1 AND business_date <= ?2 AND source >= 'reward:' AND source < 'reward;'
