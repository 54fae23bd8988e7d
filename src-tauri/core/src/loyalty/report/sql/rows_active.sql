-- Who earned or redeemed in the period, most often first.
SELECT a.guest_id, m.member_no, coalesce(d.name, ''), m.tier, NULL, NULL, found.latest, NULL, found.gain, found.times, '', '', NULL
FROM (
  SELECT max(from_account, to_account) AS account, count(*) AS times, max(business_date) AS latest,
    sum(CASE WHEN to_account > 100 THEN points ELSE -points END) AS gain
  FROM ledger INDEXED BY ledger_date
  WHERE business_date >= ?1 AND business_date <= ?2 AND (code = 'redeem' OR (code = 'earn' AND NOT ?5))
    AND (from_account > 100) <> (to_account > 100)
    AND max(from_account, to_account) NOT IN (
      SELECT a.id FROM guests g INDEXED BY guests_merged JOIN accounts a ON a.guest_id = g.id WHERE g.merged_into IS NOT NULL
    )
  GROUP BY max(from_account, to_account)
  ORDER BY count(*) DESC, 1
  LIMIT ?3 OFFSET ?4
) found
JOIN accounts a ON a.id = found.account
JOIN members m ON m.guest_id = a.guest_id
LEFT JOIN guest_details d ON d.guest_id = a.guest_id
ORDER BY found.times DESC, found.account
