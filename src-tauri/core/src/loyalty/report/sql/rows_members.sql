-- Members by number; of one tier where one is named, who joined by the period's end.
SELECT m.guest_id, m.member_no, coalesce(d.name, ''), m.tier, NULL, NULL, m.enrolled_on, NULL, b.points, 0
FROM members m
JOIN accounts a ON a.guest_id = m.guest_id
JOIN balances b ON b.account = a.id
LEFT JOIN guest_details d ON d.guest_id = m.guest_id
WHERE m.enrolled_on >= ?1 AND m.enrolled_on <= ?2 AND (?4 IS NULL OR m.tier = ?4)
  AND m.guest_id NOT IN (SELECT id FROM guests INDEXED BY guests_merged WHERE merged_into IS NOT NULL)
ORDER BY b.points DESC, m.member_no
LIMIT ?3
