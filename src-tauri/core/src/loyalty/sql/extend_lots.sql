-- One row for each open lot that would end before ?3; the lot itself is moved beside it.
INSERT INTO lot_extensions(entry_id, lot_id, from_on, expires_on)
SELECT ?2, id, expires_on, ?3 FROM lots WHERE account = ?1 AND left_points > 0 AND expires_on < ?3
