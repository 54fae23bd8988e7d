SELECT id, guest_id, agreed, told, by_user, at_ms, business_date
FROM contact_consents
WHERE guest_id = ?1
ORDER BY seq DESC
LIMIT 1
