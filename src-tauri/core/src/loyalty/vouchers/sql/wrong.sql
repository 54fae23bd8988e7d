-- The first voucher that its redemption, its end or the history tells otherwise. A practice hotel's first ones have no history.
SELECT v.number, 1, 0
FROM vouchers v
LEFT JOIN ledger l ON l.id = v.entry_id
LEFT JOIN voucher_ends e ON e.voucher_id = v.id
LEFT JOIN history told ON told.record = v.id AND told.op = 'issue_voucher'
LEFT JOIN images image ON image.seq = told.seq AND image.side = 'after'
WHERE l.code IS NOT 'redeem' OR l.points IS NOT v.points OR l.source IS NOT 'reward:' || v.reward
   OR (e.how IS 'voided') <> EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = v.entry_id)
   OR (e.how IS 'used') < EXISTS (SELECT 1 FROM history h WHERE h.record = v.id AND h.op = 'use_voucher')
   OR told.seq IS NULL AND NOT EXISTS (SELECT 1 FROM hotel WHERE practice = 1)
   -- Of who was erased no image is kept.
   OR told.seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erased_guests gone WHERE gone.guest_id = v.guest_id) AND (
        image.body ->> '$.number' IS NOT v.number OR replace(image.body ->> '$.entry', '-', '') IS NOT lower(hex(v.entry_id))
        OR image.body ->> '$.valid_until' IS NOT v.valid_until OR image.body ->> '$.reward' IS NOT v.reward
        OR (e.how IS 'used') <> EXISTS (SELECT 1 FROM history h WHERE h.record = v.id AND h.op = 'use_voucher'))
ORDER BY v.rowid LIMIT 1
