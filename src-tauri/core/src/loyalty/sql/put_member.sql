INSERT INTO members(guest_id, member_no, tier, tier_since, enrolled_on) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT(guest_id) DO UPDATE SET tier = excluded.tier, tier_since = excluded.tier_since
