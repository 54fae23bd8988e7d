SELECT s.guest_id
FROM stay_summaries s INDEXED BY stay_summaries_last
CROSS JOIN members m ON m.guest_id = s.guest_id
CROSS JOIN guests g ON g.id = s.guest_id
WHERE s.last_departure IS NOT NULL AND m.tier = ?1 AND g.merged_into IS NULL
ORDER BY s.last_departure DESC, s.guest_id DESC
LIMIT ?2
