INSERT INTO manual_tiers(id, guest_id, tier, reason, from_on, until_on, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
