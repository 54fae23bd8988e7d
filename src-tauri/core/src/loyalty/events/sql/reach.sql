SELECT EXISTS (SELECT 1 FROM guest_contacts WHERE guest_id = m.guest_id),
       (SELECT agreed FROM contact_consents WHERE guest_id = m.guest_id ORDER BY seq DESC LIMIT 1)
FROM members m
WHERE m.guest_id = ?1
