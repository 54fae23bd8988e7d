-- The members that dormant.sql shows, with everybody who did something since ?1 gathered once.
WITH moved AS MATERIALIZED (
  SELECT to_account AS account FROM ledger WHERE business_date >= ?1 AND to_account > 100
  UNION
  SELECT from_account FROM ledger WHERE business_date >= ?1 AND from_account > 100 AND code <> 'expire'
),
coming AS MATERIALIZED (
  SELECT guest_id FROM stays WHERE arrival >= ?1 AND state IN ('booked', 'in_house') AND guest_id IS NOT NULL
)
SELECT count(*), coalesce(sum(b.points), 0)
FROM stay_summaries s INDEXED BY stay_summaries_last
CROSS JOIN accounts a ON a.guest_id = s.guest_id
CROSS JOIN guests g ON g.id = s.guest_id
LEFT JOIN balances b ON b.account = a.id
WHERE s.last_departure IS NOT NULL
  AND s.last_departure < ?1
  AND a.id NOT IN (SELECT account FROM moved)
  AND s.guest_id NOT IN (SELECT guest_id FROM coming)
  AND g.merged_into IS NULL
