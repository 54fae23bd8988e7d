SELECT
  s.id,
  s.guest_id,
  EXISTS (SELECT 1 FROM history h WHERE h.record = s.id)
    OR EXISTS (SELECT 1 FROM tickets t WHERE t.stay_id = s.id)
    OR EXISTS (
      SELECT 1 FROM import_changes c JOIN imports i ON i.id = c.import_id
      WHERE c.record = s.id AND c.import_id <> ?1 AND i.state = 'applied'
    )
    OR EXISTS (SELECT 1 FROM ledger l WHERE l.source =
      'stay:' || lower(
        substr(hex(s.id), 1, 8) || '-' || substr(hex(s.id), 9, 4) || '-' || substr(hex(s.id), 13, 4) || '-'
        || substr(hex(s.id), 17, 4) || '-' || substr(hex(s.id), 21)
      ))
FROM stays s
WHERE s.import_id = ?1
ORDER BY s.id
