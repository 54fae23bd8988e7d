-- What files brought to an account and nobody took out: points, and the last day that they had there.
SELECT e.points, coalesce((SELECT min(x.from_on) FROM lot_extensions x WHERE x.lot_id = l.id), l.expires_on)
FROM ledger e INDEXED BY ledger_to
JOIN lots l ON l.entry_id = e.id
WHERE e.to_account = ?1 AND e.source >= 'opening:' AND e.source < 'opening;'
  AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
