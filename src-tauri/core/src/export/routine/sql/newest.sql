SELECT r.version, r.cadence, r.contents, r.hour, r.folder, r.runs, r.since_ms, r.by_user, r.at_ms
FROM (SELECT max(version) AS version FROM export_routines GROUP BY cadence) newest
JOIN export_routines r ON r.version = newest.version
