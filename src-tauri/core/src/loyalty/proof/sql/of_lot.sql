-- The posting that made a lot and every posting that took of it or gave back.
SELECT seq FROM ledger WHERE id IN (
  SELECT entry_id FROM lots WHERE id = ?1
  UNION
  SELECT entry_id FROM lot_uses WHERE lot_id = ?1
)
ORDER BY seq
