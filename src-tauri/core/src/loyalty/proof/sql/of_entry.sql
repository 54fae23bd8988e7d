-- A posting, the one that it takes back, the one that took it back.
SELECT seq FROM ledger WHERE id = ?1
UNION
SELECT seq FROM ledger WHERE reverses = ?1
UNION
SELECT seq FROM ledger WHERE id = (SELECT reverses FROM ledger WHERE id = ?1)
ORDER BY seq
