WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :members)
INSERT INTO guests(id, created_at_ms, business_date) SELECT CAST(printf('G%015d', n) AS BLOB), 1784009100000, '2016-07-14' FROM k;
WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :members)
INSERT INTO members(guest_id, member_no, tier, tier_since, enrolled_on)
SELECT CAST(printf('G%015d', n) AS BLOB), printf('9%09d', n), 'base', '2016-07-14', '2016-07-14' FROM k;
WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :members)
INSERT INTO accounts(id, guest_id) SELECT :first + n, CAST(printf('G%015d', n) AS BLOB) FROM k;
WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < :members)
INSERT INTO balances(account, points) SELECT :first + n, :kept * 100 + CASE n WHEN 0 THEN :longest ELSE 0 END FROM k;
UPDATE balances SET points = points - :members * :credits * 100 - :longest WHERE account = 1;
UPDATE balances SET points = points + :members * (:each / 2) * :redeemed WHERE account = 2;
