SELECT id, referrer_id, referred_id, told, referred_on, by_user, at_ms, business_date, ended_because
FROM referrals
WHERE referred_id = ?1 AND ended_at_ms IS NULL AND referrer_id <> referred_id
ORDER BY seq
LIMIT 1
