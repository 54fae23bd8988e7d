SELECT d.name, d.latin_name, d.title, d.company, d.vip, coalesce(m.member_no, ''), coalesce(m.tier, ''),
       coalesce((SELECT value FROM guest_contacts WHERE guest_id = d.guest_id AND kind = 'phone'
                 ORDER BY preferred DESC, id LIMIT 1), '')
FROM guest_details d
LEFT JOIN members m ON m.guest_id = d.guest_id
WHERE d.guest_id = ?1
