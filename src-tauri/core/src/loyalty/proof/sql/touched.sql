-- What a posting did to lots: it made some, it took of some, it gave some back.
SELECT l.id, l.points FROM lots l WHERE l.entry_id = ?1
UNION ALL
SELECT u.lot_id, -u.points FROM lot_uses u WHERE u.entry_id = ?1
