-- What all members hold now, and what they gained together after the period: out of the index alone.
SELECT
  (SELECT coalesce(sum(points), 0) FROM balances WHERE account > 100),
  (SELECT coalesce(sum(CASE WHEN to_account > 100 THEN points ELSE -points END), 0)
    FROM ledger INDEXED BY ledger_date
    WHERE business_date >= ?1 AND (from_account > 100) <> (to_account > 100))
