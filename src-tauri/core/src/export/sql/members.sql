-- Members enrolled by the period's end or with a posting in it; what they held then is what they hold less what moved since. Who was
-- merged into another leads to the record that stands now, by way of others too: these few are found first.
WITH RECURSIVE led(id, keep) AS (
  SELECT id, merged_into FROM guests INDEXED BY guests_merged WHERE merged_into IS NOT NULL
  UNION
  SELECT l.id, g.merged_into FROM led l JOIN guests g ON g.id = l.keep WHERE g.merged_into IS NOT NULL
), one(id, keep) AS MATERIALIZED (
  SELECT l.id, l.keep FROM led l CROSS JOIN guests g ON g.id = l.keep WHERE g.merged_into IS NULL
), later AS (
  SELECT account, sum(gain) AS gain FROM (
    SELECT to_account AS account, points AS gain FROM ledger WHERE business_date >= ?2
    UNION ALL
    SELECT from_account, -points FROM ledger WHERE business_date >= ?2
  )
  WHERE account > 100
  GROUP BY account
)
SELECT m.guest_id, CASE WHEN d.share_consent THEN m.member_no END, m.tier, m.tier_since, m.enrolled_on, b.points - coalesce(l.gain, 0), o.keep
FROM members m
JOIN accounts a ON a.guest_id = m.guest_id
JOIN balances b ON b.account = a.id
JOIN guest_details d ON d.guest_id = m.guest_id
LEFT JOIN later l ON l.account = a.id
LEFT JOIN one o ON o.id = m.guest_id
WHERE m.enrolled_on < ?2
   OR EXISTS (SELECT 1 FROM ledger WHERE to_account = a.id AND +business_date >= ?1 AND +business_date < ?2)
   OR EXISTS (SELECT 1 FROM ledger WHERE from_account = a.id AND +business_date >= ?1 AND +business_date < ?2)
ORDER BY m.guest_id
