SELECT CAST(a.id AS TEXT), coalesce(m.gain, 0), coalesce(b.points, 0)
FROM accounts a
LEFT JOIN balances b ON b.account = a.id
LEFT JOIN (
  SELECT account, sum(gain) AS gain FROM (
    SELECT to_account AS account, sum(points) AS gain FROM ledger GROUP BY to_account
    UNION ALL
    SELECT from_account, -sum(points) FROM ledger GROUP BY from_account
  ) GROUP BY account
) m ON m.account = a.id
WHERE coalesce(m.gain, 0) <> coalesce(b.points, 0)
ORDER BY a.id
LIMIT 1
