SELECT e.period, e.version, m.due_ms, e.at_ms
FROM routine_exports m
JOIN export_routines r ON r.version = m.routine
JOIN exports e ON e.id = m.export_id
WHERE r.cadence = ?1
ORDER BY e.head_seq DESC
LIMIT 1
