-- Points of a hotel's members by month: opening + earned − redeemed − expired + reversed = closing. Only months: a package of a day
-- or of everything tells of the same points again.
CREATE VIEW group_points AS
SELECT
  property_code,
  period AS month,
  points_opening AS opening,
  points_earned AS earned,
  points_redeemed AS redeemed,
  points_expired AS expired,
  points_reversed AS reversed,
  points_closing AS closing
FROM lobby_packages
WHERE applied AND points_closing IS NOT NULL AND length(period) = 7;
