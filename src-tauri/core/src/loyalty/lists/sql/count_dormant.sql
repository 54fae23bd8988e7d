-- The members that dormant.sql shows. Who did something since ?1, who is to come and who was merged are few beside those who
-- stayed once: each is gathered once, so that of everybody else only the account and its balance are looked up.
SELECT count(*), coalesce(sum(b.points), 0)
FROM stay_summaries s INDEXED BY stay_summaries_last
CROSS JOIN accounts a ON a.guest_id = s.guest_id
LEFT JOIN balances b ON b.account = a.id
WHERE s.last_departure IS NOT NULL
  AND s.last_departure < ?1
  AND a.id NOT IN (
    SELECT to_account FROM ledger WHERE business_date >= ?1 AND to_account > 100
    UNION ALL
    SELECT from_account FROM ledger WHERE business_date >= ?1 AND from_account > 100 AND code <> 'expire'
  )
  AND s.guest_id NOT IN (
    SELECT guest_id FROM stays WHERE arrival >= ?1 AND state IN ('booked', 'in_house') AND guest_id IS NOT NULL
  )
  AND s.guest_id NOT IN (SELECT id FROM guests INDEXED BY guests_merged WHERE merged_into IS NOT NULL)
