SELECT number FROM tickets WHERE +kind = 'complaint' AND business_date >= ?1 AND business_date < ?2 AND owner IS NULL AND merged_into IS NULL ORDER BY number LIMIT ?3
