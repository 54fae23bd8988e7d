-- What expires first first; of lots that end together the older one.
SELECT l.id, l.entry_id, l.points, l.left_points, l.expires_on
FROM lots l
JOIN ledger e ON e.id = l.entry_id
WHERE l.account = ?1 AND l.left_points > 0
ORDER BY l.expires_on, e.seq
