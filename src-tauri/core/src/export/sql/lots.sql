-- What was open of each lot at the period's end: what is open of it now, and what postings took of it since. In the order in
-- which lots were made, which is that of their postings: the rows of a lot lie in that order. Lots of who was erased are in no
-- row, and neither are those of a member whom the table of members does not name.
WITH since AS (
  SELECT u.lot_id AS id, sum(u.points) AS taken
  FROM ledger e INDEXED BY ledger_date
  CROSS JOIN lot_uses u ON u.entry_id = e.id
  WHERE e.business_date >= ?2
  GROUP BY u.lot_id
)
SELECT date(?2, '-1 day'), e.seq, l.expires_on, a.guest_id, l.left_points + coalesce(s.taken, 0)
FROM lots l
LEFT JOIN since s ON s.id = l.id
CROSS JOIN ledger e ON e.id = l.entry_id
CROSS JOIN accounts a ON a.id = l.account
CROSS JOIN members m ON m.guest_id = a.guest_id
WHERE l.left_points + coalesce(s.taken, 0) > 0
  AND e.business_date < ?2
  AND EXISTS (SELECT 1 FROM guest_details d WHERE d.guest_id = a.guest_id)
  AND (m.enrolled_on < ?2
    OR EXISTS (SELECT 1 FROM ledger p WHERE p.to_account = a.id AND p.business_date >= ?1 AND p.business_date < ?2)
    OR EXISTS (SELECT 1 FROM ledger p WHERE p.from_account = a.id AND p.business_date >= ?1 AND p.business_date < ?2))
ORDER BY l.rowid
