SELECT t.id, NULL, t.number, coalesce(d.name, ''), t.business_date
FROM tickets t LEFT JOIN guest_details d ON d.guest_id = t.guest_id
WHERE t.number = ?1
