SELECT
  property_code, period, version, sequence, first_day, last_day, made_at, manifest_sha256, previous_sha256,
  points_opening, points_earned, points_redeemed, points_expired, points_reversed, points_closing
FROM lobby_packages
ORDER BY property_code, lobby_rank, version;
