SELECT d.guest_id, d.name, d.latin_name, d.birth_date, d.document_hash, d.document_last4, d.company
FROM guests g
JOIN guest_details d ON d.guest_id = g.id
WHERE g.id = ?1 AND g.merged_into IS NULL
