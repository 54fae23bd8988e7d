-- A hold stands in the ledger with the code of what is pending until it is settled; then the credit stands instead.
SELECT coalesce(sum(e.points), 0) FROM ledger e
WHERE e.source = ?1 AND e.code IN ('earn', 'pending') AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id)
