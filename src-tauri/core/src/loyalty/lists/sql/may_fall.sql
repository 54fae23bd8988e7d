-- Who may fall out of tier ?1: who holds it since ?4 or longer, and everybody with a tier by hand, behind (?2, ?3).
SELECT m.guest_id, m.tier, m.tier_since, m.earned_tier, m.earned_since
FROM (
  SELECT * FROM (
    SELECT guest_id, tier, tier_since, earned_tier, earned_since FROM members INDEXED BY members_tier
    WHERE tier = ?1 AND earned_tier IS NULL AND tier_since <= ?4 AND (tier_since, guest_id) > (?2, ?3)
    ORDER BY tier_since, guest_id
  )
  UNION ALL
  SELECT * FROM (
    SELECT guest_id, tier, tier_since, earned_tier, earned_since FROM members INDEXED BY members_by_hand
    WHERE tier = ?1 AND earned_tier IS NOT NULL AND (tier_since, guest_id) > (?2, ?3)
    ORDER BY tier_since, guest_id
  )
) m
JOIN guests g ON g.id = m.guest_id
WHERE g.merged_into IS NULL
ORDER BY m.tier_since, m.guest_id
