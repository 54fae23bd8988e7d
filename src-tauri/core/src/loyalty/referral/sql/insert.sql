INSERT INTO referrals(id, referrer_id, referred_id, told, referred_on, by_user, at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
