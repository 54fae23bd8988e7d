INSERT INTO members(guest_id, member_no, tier, tier_since, enrolled_on) VALUES (?1, ?2, ?3, ?4, ?5)
