SELECT l.id, e.seq, e.business_date, l.points, l.left_points, l.expires_on, l.account
FROM lots l
JOIN ledger e ON e.id = l.entry_id
WHERE l.id = ?1
