-- Who was merged into another holds no tier of their own until the two are taken apart.
SELECT guest_id, tier, tier_since, earned_tier, earned_since
FROM members
WHERE guest_id NOT IN (SELECT id FROM guests WHERE merged_into IS NOT NULL)
ORDER BY guest_id
