-- One guest of the comparison, member or not.
SELECT g.id, coalesce(m.member_no, ''), coalesce(d.name, ''), m.tier, NULL, NULL, NULL, NULL, 0, 0, '', '', NULL
FROM guests g
LEFT JOIN members m ON m.guest_id = g.id
LEFT JOIN guest_details d ON d.guest_id = g.id
WHERE g.id = ?1
