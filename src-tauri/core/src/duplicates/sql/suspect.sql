SELECT s.id, s.a, s.b, s.score_ppm, s.because,
       CASE WHEN one.merged_into IS NULL AND other.merged_into IS NULL THEN s.state ELSE 'merged' END, s.found_at_ms
FROM duplicates s
JOIN guests one ON one.id = s.a
JOIN guests other ON other.id = s.b
WHERE s.a = ?1 AND s.b = ?2
