SELECT coalesce(s.guest_id, c.guest_id, d.guest_id), coalesce(n.name, d.name, ''), s.arrival
FROM (SELECT ?1 AS record)
LEFT JOIN stays s ON ?2 = 'stay' AND s.id = record
LEFT JOIN guest_contacts c ON ?2 = 'contact' AND c.id = record
LEFT JOIN guest_details d ON ?2 = 'guest' AND d.guest_id = record
LEFT JOIN guest_details n ON n.guest_id = coalesce(s.guest_id, c.guest_id)
