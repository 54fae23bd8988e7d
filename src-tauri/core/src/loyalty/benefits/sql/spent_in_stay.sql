-- The same in stay ?2.
SELECT b.code, sum(CASE b.deed WHEN 'used' THEN b.count ELSE 0 END), sum(CASE b.deed WHEN 'given' THEN b.count ELSE 0 END)
FROM benefit_lines b
WHERE b.guest_id = ?1 AND b.stay_id = ?2 AND NOT EXISTS (SELECT 1 FROM benefit_returns r WHERE r.line_id = b.id)
GROUP BY b.code
