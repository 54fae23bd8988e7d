-- A lot or a use whose posting is gone: what it moved would otherwise cancel out unseen.
SELECT lower(hex(entry_id)), 1, 0 FROM lot_uses u WHERE NOT EXISTS (SELECT 1 FROM ledger e WHERE e.id = u.entry_id)
UNION ALL
SELECT lower(hex(entry_id)), 1, 0 FROM lots l WHERE NOT EXISTS (SELECT 1 FROM ledger e WHERE e.id = l.entry_id)
LIMIT 1
