WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :members * :credits)
INSERT INTO lots(id, account, entry_id, points, left_points, expires_on)
SELECT CAST(printf('L%015d', n) AS BLOB), :first + n % :members, CAST(printf('E%015d', n / :members * 2 * :members + n % :members) AS BLOB),
  100, CASE WHEN n / :members >= :credits - :kept THEN 100 ELSE 0 END, CASE WHEN :each < 2 THEN '2026-06-30' ELSE '2028-07-31' END
FROM k;
WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :longest)
INSERT INTO lots(id, account, entry_id, points, left_points, expires_on)
SELECT CAST(printf('M%015d', n) AS BLOB), :first, CAST(printf('X%015d', n) AS BLOB), 1, 1, '2028-07-31'
FROM k WHERE :longest > 0;
