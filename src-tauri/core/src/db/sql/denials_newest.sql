SELECT at_ms, max(at_ms, last_at_ms), times, user_id, op
FROM denials
WHERE (?1 IS NULL OR user_id = ?1)
  AND (?2 IS NULL OR max(at_ms, last_at_ms) >= ?2) AND (?3 IS NULL OR max(at_ms, last_at_ms) < ?3)
ORDER BY max(at_ms, last_at_ms) DESC, id DESC LIMIT ?4
