SELECT g.id,
       CASE m.tier WHEN 'platinum' THEN 4 WHEN 'gold' THEN 3 WHEN 'silver' THEN 2 ELSE m.tier IS NOT NULL END,
       s.last_departure
FROM guests g
JOIN guest_details d ON d.guest_id = g.id
LEFT JOIN members m ON m.guest_id = g.id
LEFT JOIN stay_summaries s ON s.guest_id = g.id
WHERE g.merged_into IS NULL
