-- 保级预警 reads those who may fall, not everybody who holds a tier.

CREATE INDEX members_by_hand ON members(tier, tier_since, guest_id) WHERE earned_tier IS NOT NULL;
