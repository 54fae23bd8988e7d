SELECT at_ms, (SELECT max(seq) FROM history) - ?1 FROM history WHERE seq > ?1 ORDER BY seq LIMIT 1
