SELECT members.enrolled_on, accounts.id
FROM members
LEFT JOIN accounts ON accounts.guest_id = members.guest_id
WHERE members.guest_id = ?1
