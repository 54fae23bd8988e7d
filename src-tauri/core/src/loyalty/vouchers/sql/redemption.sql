-- One redemption of the ledger.
SELECT l.id, l.seq, l.at_ms, l.business_date, l.source, l.memo, l.points, coalesce(u.name, ''),
       EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = l.id)
FROM ledger l
LEFT JOIN users u ON u.id = l.by_user
