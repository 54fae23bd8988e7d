-- What each member held at the end of a day: what they hold now, less what they gained since.
SELECT a.guest_id, m.member_no, coalesce(d.name, ''), m.tier, NULL, NULL, NULL, NULL, held.points, 0, '', '', NULL
FROM (
  SELECT account, points FROM (
    SELECT b.account, b.points - coalesce(since.gain, 0) AS points
    FROM balances b
    LEFT JOIN (
      SELECT account, sum(gain) AS gain FROM (
        SELECT to_account AS account, points AS gain FROM ledger INDEXED BY ledger_date
        WHERE business_date > ?1 AND to_account > 100
        UNION ALL
        SELECT from_account, -points FROM ledger INDEXED BY ledger_date
        WHERE business_date > ?1 AND from_account > 100
      ) GROUP BY account
    ) since ON since.account = b.account
    WHERE b.account > 100
  )
  WHERE points <> 0
  ORDER BY points DESC, account LIMIT ?2 OFFSET ?3
) held
JOIN accounts a ON a.id = held.account
JOIN members m ON m.guest_id = a.guest_id
LEFT JOIN guest_details d ON d.guest_id = a.guest_id
ORDER BY held.points DESC, held.account
