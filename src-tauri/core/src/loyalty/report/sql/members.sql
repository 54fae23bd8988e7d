-- Every member with the account and the tier of today; whoever was merged into another has the other's tier and is not counted.
SELECT a.id, coalesce(k.tier, m.tier), m.enrolled_on, g.id IS NULL
FROM members m
JOIN accounts a ON a.guest_id = m.guest_id
LEFT JOIN (SELECT id, merged_into FROM guests INDEXED BY guests_merged WHERE merged_into IS NOT NULL) g ON g.id = m.guest_id
LEFT JOIN members k ON k.guest_id = g.merged_into
