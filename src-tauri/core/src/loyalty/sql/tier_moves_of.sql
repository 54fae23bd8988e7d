SELECT t.on_date, t.tier_before, t.tier_after, t.cause, t.nights, t.stays, t.spend_minor
FROM tier_moves t
JOIN accounts a ON a.id = t.account
WHERE a.guest_id = ?1
ORDER BY t.seq DESC
LIMIT ?2
