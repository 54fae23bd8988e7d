-- From the index alone: every posting of the period between the house and a member, by date.
SELECT business_date, max(from_account, to_account), min(from_account, to_account),
  CASE WHEN to_account > 100 THEN points ELSE -points END, code
FROM ledger INDEXED BY ledger_date
WHERE business_date >= ?1 AND business_date <= ?2 AND (from_account > 100) <> (to_account > 100)
