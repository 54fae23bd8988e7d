SELECT details.guest_id, details.name, details.title, details.birth_date,
       (SELECT normal FROM guest_contacts WHERE guest_id = details.guest_id AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1),
       stay_summaries.last_departure,
       (SELECT room_no FROM stays WHERE guest_id = details.guest_id AND arrival <= ?2 AND departure >= ?2
          AND state IN ('booked', 'in_house') LIMIT 1)
FROM guest_details details
LEFT JOIN stay_summaries ON stay_summaries.guest_id = details.guest_id
WHERE details.guest_id = ?1
