SELECT d.name, d.latin_name, d.company, coalesce(m.member_no, ''), s.last_departure, coalesce(s.stays, 0)
FROM guest_details d
LEFT JOIN members m ON m.guest_id = d.guest_id
LEFT JOIN stay_summaries s ON s.guest_id = d.guest_id
WHERE d.guest_id = ?1
