SELECT kind, value, normal
FROM guest_contacts
WHERE guest_id = ?1 AND kind IN ('phone', 'email')
ORDER BY preferred DESC, id
