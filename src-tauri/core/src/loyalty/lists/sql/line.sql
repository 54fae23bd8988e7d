SELECT d.name, d.title, m.member_no, m.tier, coalesce(b.points, 0),
       coalesce((SELECT value FROM guest_contacts WHERE guest_id = m.guest_id AND kind = 'phone'
                 ORDER BY preferred DESC, id LIMIT 1), ''),
       EXISTS (SELECT 1 FROM guest_contacts WHERE guest_id = m.guest_id),
       (SELECT agreed FROM contact_consents WHERE guest_id = m.guest_id ORDER BY seq DESC LIMIT 1)
FROM members m
JOIN guest_details d ON d.guest_id = m.guest_id
LEFT JOIN accounts a ON a.guest_id = m.guest_id
LEFT JOIN balances b ON b.account = a.id
WHERE m.guest_id = ?1
