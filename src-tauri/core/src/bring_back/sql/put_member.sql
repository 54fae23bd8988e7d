INSERT INTO members(guest_id, member_no, tier, tier_since, enrolled_on)
VALUES (?1, iif(?2 = '', 'package ' || ?3, ?2), ?4, ?5, ?6)
ON CONFLICT(guest_id) DO UPDATE SET member_no = iif(?2 = '', member_no, ?2), tier = excluded.tier, tier_since = excluded.tier_since,
  enrolled_on = excluded.enrolled_on
