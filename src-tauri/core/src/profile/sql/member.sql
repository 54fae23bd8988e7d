SELECT members.member_no, members.tier, members.enrolled_on, accounts.id, coalesce(balances.points, 0)
FROM members
LEFT JOIN accounts ON accounts.guest_id = members.guest_id
LEFT JOIN balances ON balances.account = accounts.id
WHERE members.guest_id = ?1
