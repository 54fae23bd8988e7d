-- Who has this contact, under the own name and under those of the records that were merged into them.
SELECT g.id, d.name
FROM guest_contacts c
JOIN guests g ON g.id = c.guest_id AND g.merged_into IS NULL
JOIN guest_details d ON d.guest_id = g.id
WHERE c.normal = ?1 AND c.kind = ?2
UNION
SELECT o.guest_id, o.name
FROM guest_contacts c
JOIN guests g ON g.merged_into = c.guest_id
JOIN guest_details o ON o.guest_id = g.id
WHERE c.normal = ?1 AND c.kind = ?2
ORDER BY 1
LIMIT 50
