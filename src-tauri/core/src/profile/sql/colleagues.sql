SELECT details.guest_id, details.name
FROM guest_details details
JOIN guests ON guests.id = details.guest_id AND guests.merged_into IS NULL
LEFT JOIN stay_summaries ON stay_summaries.guest_id = details.guest_id
WHERE details.company = ?1 AND details.company <> '' AND details.guest_id <> ?2
ORDER BY stay_summaries.last_departure DESC, details.guest_id
LIMIT ?3
