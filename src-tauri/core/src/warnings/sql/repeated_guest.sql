  AND t.guest_id IS NOT NULL
GROUP BY t.guest_id HAVING count(*) >= :least
ORDER BY count(*) DESC, max(t.business_date) DESC, t.guest_id LIMIT :limit
