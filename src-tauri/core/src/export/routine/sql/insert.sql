INSERT INTO export_routines(version, cadence, contents, hour, folder, runs, since_ms, by_user, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
