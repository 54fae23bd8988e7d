SELECT g.id, coalesce(s.stays, 0), coalesce(s.nights, 0), coalesce(s.spend_minor, 0), s.last_departure, coalesce(s.last_room, '')
FROM guests g
JOIN guest_details d ON d.guest_id = g.id
LEFT JOIN stay_summaries s ON s.guest_id = g.id
WHERE g.id = ?1 AND g.merged_into IS NULL
