SELECT d.name, d.latin_name, d.title, d.company, d.document_last4, coalesce(m.member_no, ''), coalesce(m.tier, ''),
       s.last_departure,
       coalesce((SELECT group_concat(n.member_no, ' ') FROM guests o JOIN members n ON n.guest_id = o.id
                 WHERE o.merged_into = g.id), '')
FROM guests g
JOIN guest_details d ON d.guest_id = g.id
LEFT JOIN members m ON m.guest_id = g.id
LEFT JOIN stay_summaries s ON s.guest_id = g.id
WHERE g.id = ?1 AND g.merged_into IS NULL
