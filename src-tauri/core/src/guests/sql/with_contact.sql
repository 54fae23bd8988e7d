SELECT g.id, d.name
FROM guest_contacts c
JOIN guests g ON g.id = c.guest_id AND g.merged_into IS NULL
JOIN guest_details d ON d.guest_id = g.id
WHERE c.normal = ?1 AND c.kind = ?2
ORDER BY g.id
LIMIT 50
