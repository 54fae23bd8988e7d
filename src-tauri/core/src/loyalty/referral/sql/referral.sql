SELECT id, referrer_id, referred_id, told, referred_on, by_user, at_ms, business_date, ended_because
FROM referrals
WHERE id = ?1
