SELECT
  g.id,
  EXISTS (SELECT 1 FROM history h WHERE h.record = g.id OR h.about = g.id)
    OR EXISTS (SELECT 1 FROM tickets t WHERE t.guest_id = g.id)
    OR EXISTS (SELECT 1 FROM members m WHERE m.guest_id = g.id)
    OR EXISTS (SELECT 1 FROM accounts a WHERE a.guest_id = g.id)
    OR EXISTS (SELECT 1 FROM preferences p WHERE p.guest_id = g.id)
    OR EXISTS (SELECT 1 FROM promises p WHERE p.guest_id = g.id)
    OR EXISTS (
      SELECT 1 FROM import_changes c JOIN imports i ON i.id = c.import_id
      WHERE c.record = g.id AND c.import_id <> ?1 AND i.state = 'applied'
    )
    OR EXISTS (SELECT 1 FROM guests m WHERE m.merged_into = g.id)
FROM guests g
WHERE g.import_id = ?1
ORDER BY g.id
