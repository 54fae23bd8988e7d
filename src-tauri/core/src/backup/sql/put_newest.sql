INSERT INTO backup_newest(place, folder, at_ms, seq, mac, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT(place) DO UPDATE SET folder = excluded.folder, at_ms = excluded.at_ms, seq = excluded.seq, mac = excluded.mac,
                                 bytes = excluded.bytes
