  AND t.room_no <> ''
GROUP BY t.room_no, t.problem HAVING count(*) >= :least
ORDER BY count(*) DESC, max(t.business_date) DESC, t.room_no LIMIT :limit
