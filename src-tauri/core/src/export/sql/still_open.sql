SELECT number FROM tickets
WHERE +kind = 'complaint' AND business_date >= ?1 AND business_date < ?2 AND closed_at_ms IS NULL AND state <> 'unfounded'
ORDER BY number
LIMIT ?3
