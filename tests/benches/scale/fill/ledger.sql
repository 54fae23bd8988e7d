WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :members * :each)
INSERT INTO ledger(seq, id, from_account, to_account, points, code, source, memo, request_key, by_user, at_ms, business_date)
SELECT :seq + n, CAST(printf('E%015d', n) AS BLOB),
  CASE WHEN n / :members % 2 = 0 THEN 1 ELSE :first + n % :members END,
  CASE WHEN n / :members % 2 = 0 THEN :first + n % :members ELSE 2 END,
  CASE WHEN n / :members % 2 = 0 THEN 100 ELSE max(:redeemed, 1) END,
  CASE WHEN n / :members % 2 = 0 THEN 'earn' ELSE 'redeem' END,
  'desk', '', 'bench', CAST('bench-user-00001' AS BLOB), 1784009100000,
  date('2016-07-14', '+' || (n / :members * 3600 / max(:each, 1)) || ' days')
FROM k;
WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :longest)
INSERT INTO ledger(seq, id, from_account, to_account, points, code, source, memo, request_key, by_user, at_ms, business_date)
SELECT :seq + :members * :each + n, CAST(printf('X%015d', n) AS BLOB), 1, :first, 1, 'earn', 'desk', '', 'bench',
  CAST('bench-user-00001' AS BLOB), 1784009100000, '2026-07-01'
FROM k WHERE :longest > 0;
