SELECT t.request_key, a.guest_id, t.tier_before, t.tier_after
FROM tier_moves t
JOIN accounts a ON a.id = t.account
ORDER BY t.seq
