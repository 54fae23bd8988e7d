-- From the index alone: what members gained together after a date.
SELECT coalesce(sum(CASE WHEN to_account > 100 THEN points ELSE -points END), 0)
FROM ledger INDEXED BY ledger_date
WHERE business_date > ?1 AND (from_account > 100) <> (to_account > 100)
