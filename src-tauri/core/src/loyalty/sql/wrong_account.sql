SELECT member_no, 1, 0 FROM members m WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.guest_id = m.guest_id)
UNION ALL
SELECT CAST(id AS TEXT), 0, 1 FROM accounts a
WHERE guest_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM members m WHERE m.guest_id = a.guest_id)
LIMIT 1
