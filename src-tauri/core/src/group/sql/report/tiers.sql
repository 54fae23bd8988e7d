SELECT property_code, tier, members, points FROM group_tiers ORDER BY property_code, tier;
