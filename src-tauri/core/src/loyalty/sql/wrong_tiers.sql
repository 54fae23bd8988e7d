-- The tier that a member holds is what was last decided: at the enrolment, by a review, by hand, by a merge, or in a run; and
-- every change of a tier belongs to such a decision. Tiers are told as 0 to 3, the lowest first.
WITH ranks(tier, number) AS (VALUES ('base', 0), ('silver', 1), ('gold', 2), ('platinum', 3)),
decided AS (
  SELECT h.record AS guest, h.seq, image.body ->> '$.tier' AS tier
  FROM history h
  CROSS JOIN images image ON image.seq = h.seq AND image.side = 'after'
  WHERE h.op IN ('enrol_member', 'review_tiers', 'set_tier', 'merge_guests', 'unmerge_guests')
    AND image.body ->> '$.tier' IN ('base', 'silver', 'gold', 'platinum')
  UNION ALL
  SELECT a.guest_id, r.first_seq, t.tier_after
  FROM tier_moves t
  JOIN accounts a ON a.id = t.account
  JOIN requests r ON r.key = t.request_key
  WHERE r.op = 'run_tiers'
),
newest AS (SELECT guest, tier, max(seq) FROM decided GROUP BY guest)
SELECT * FROM (
  SELECT m.member_no, should.number, coalesce(held.number, -1)
  FROM newest
  JOIN members m ON m.guest_id = newest.guest
  JOIN ranks should ON should.tier = newest.tier
  LEFT JOIN ranks held ON held.tier = m.tier
  WHERE m.tier IS NOT newest.tier
    -- Of who was erased no decision is kept.
    AND NOT EXISTS (SELECT 1 FROM erased_guests e WHERE e.guest_id = m.guest_id)
  ORDER BY m.member_no
  LIMIT 1
)
UNION ALL
SELECT * FROM (
  SELECT m.member_no, was.number, became.number
  FROM tier_moves t
  JOIN accounts a ON a.id = t.account
  JOIN members m ON m.guest_id = a.guest_id
  JOIN ranks was ON was.tier = t.tier_before
  JOIN ranks became ON became.tier = t.tier_after
  WHERE NOT EXISTS (SELECT 1 FROM requests r WHERE r.key = t.request_key)
  ORDER BY t.seq
  LIMIT 1
)
LIMIT 1
