SELECT m.guest_id, m.member_no, m.tier, m.tier_since, m.enrolled_on
FROM members m INDEXED BY members_tier
JOIN guests g ON g.id = m.guest_id
WHERE m.tier = ?1
  AND (m.tier_since, m.guest_id) > (?2, ?3)
  AND g.merged_into IS NULL
ORDER BY m.tier_since, m.guest_id
