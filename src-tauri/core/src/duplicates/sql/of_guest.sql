SELECT s.id, s.a, s.b, s.score_ppm, s.because, s.state, s.found_at_ms
FROM duplicates s
JOIN guests one ON one.id = s.a AND one.merged_into IS NULL
JOIN guests other ON other.id = s.b AND other.merged_into IS NULL
WHERE s.state = ?1 AND s.score_ppm >= ?2 AND (s.a = ?4 OR s.b = ?4)
ORDER BY s.score_ppm DESC, s.a, s.b
LIMIT ?3
