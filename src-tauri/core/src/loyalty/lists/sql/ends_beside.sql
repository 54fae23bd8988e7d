-- The nearest last days of points that are still held, before and after ?1: the ends of two index ranges.
SELECT
  (SELECT max(expires_on) FROM lots INDEXED BY lots_due WHERE left_points > 0 AND expires_on < ?1),
  (SELECT min(expires_on) FROM lots INDEXED BY lots_due WHERE left_points > 0 AND expires_on > ?1)
