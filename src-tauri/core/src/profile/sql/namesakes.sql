SELECT details.guest_id, details.name, details.title, details.birth_date,
       (SELECT normal FROM guest_contacts WHERE guest_id = details.guest_id AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1),
       stay_summaries.last_departure,
       (SELECT room_no FROM stays WHERE guest_id = details.guest_id AND arrival <= ?3 AND departure >= ?3
          AND state IN ('booked', 'in_house') LIMIT 1)
FROM guest_details details
JOIN guests ON guests.id = details.guest_id AND guests.merged_into IS NULL
LEFT JOIN stay_summaries ON stay_summaries.guest_id = details.guest_id
WHERE details.name = ?1 AND details.guest_id <> ?2
ORDER BY 7 IS NULL, stay_summaries.last_departure DESC
LIMIT ?4
