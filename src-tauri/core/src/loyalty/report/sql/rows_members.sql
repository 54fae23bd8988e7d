-- Members who joined between two days, who holds most first; of one tier where one is named.
SELECT m.guest_id, m.member_no, coalesce(d.name, ''), m.tier, NULL, NULL, m.enrolled_on, NULL, coalesce(b.points, 0), 0, '', '', NULL
FROM members m
LEFT JOIN accounts a ON a.guest_id = m.guest_id
LEFT JOIN balances b ON b.account = a.id
LEFT JOIN guest_details d ON d.guest_id = m.guest_id
WHERE m.enrolled_on >= ?1 AND m.enrolled_on <= ?2 AND (?5 IS NULL OR m.tier = ?5)
  AND m.guest_id NOT IN (SELECT id FROM guests INDEXED BY guests_merged WHERE merged_into IS NOT NULL)
ORDER BY coalesce(b.points, 0) DESC, m.member_no
LIMIT ?3 OFFSET ?4
