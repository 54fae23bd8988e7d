-- The automatic tier of a day before the one since which the present one is held: what the first change after that day left, else
-- what the last one by then made. Changes by hand are looked at apart.
SELECT coalesce(
  (SELECT t.tier_before FROM tier_moves t
   WHERE t.account = a.id AND t.on_date > ?2 AND t.cause NOT IN ('manual', 'ended') ORDER BY t.seq LIMIT 1),
  (SELECT t.tier_after FROM tier_moves t
   WHERE t.account = a.id AND t.on_date <= ?2 AND t.cause NOT IN ('manual', 'ended') ORDER BY t.seq DESC LIMIT 1)
)
FROM accounts a
WHERE a.guest_id = ?1
