-- By the two indexes of accounts: whichever side the account stands on.
SELECT seq, points AS gain, code, business_date FROM ledger INDEXED BY ledger_to WHERE to_account = ?1
UNION ALL
SELECT seq, -points, code, business_date FROM ledger INDEXED BY ledger_from WHERE from_account = ?1
ORDER BY seq
