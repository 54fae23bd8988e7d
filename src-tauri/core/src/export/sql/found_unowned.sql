SELECT t.id, NULL, t.number, coalesce(d.name, ''), t.business_date
FROM tickets t LEFT JOIN guest_details d ON d.guest_id = t.guest_id
WHERE +t.kind = 'complaint' AND t.business_date >= ?1 AND t.business_date < ?2
  AND t.owner IS NULL AND t.merged_into IS NULL
ORDER BY t.number
LIMIT ?3
