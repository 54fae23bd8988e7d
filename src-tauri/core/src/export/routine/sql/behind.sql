SELECT m.export_id, r.cadence, m.due_ms
FROM (SELECT id FROM exports ORDER BY head_seq DESC LIMIT ?1) e
JOIN routine_exports m ON m.export_id = e.id
JOIN export_routines r ON r.version = m.routine
