-- With a sum of its own, as the check has (loyalty/along.rs): one that both shared could not be seen to be wrong.
INSERT INTO balances(account, points)
SELECT a.id, coalesce(m.gain, 0)
FROM accounts a
LEFT JOIN (
  SELECT account, sum(gain) AS gain FROM (
    SELECT to_account AS account, sum(points) AS gain FROM ledger GROUP BY to_account
    UNION ALL
    SELECT from_account, -sum(points) FROM ledger GROUP BY from_account
  ) GROUP BY account
) m ON m.account = a.id
WHERE a.id > 100 OR m.gain IS NOT NULL
