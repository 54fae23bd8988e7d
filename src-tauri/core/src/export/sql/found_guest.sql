SELECT NULL, d.guest_id, coalesce(m.member_no, ''), d.name, NULL
FROM guest_details d LEFT JOIN members m ON m.guest_id = d.guest_id
WHERE d.guest_id = ?1
