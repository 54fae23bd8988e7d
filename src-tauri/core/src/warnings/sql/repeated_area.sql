GROUP BY t.area HAVING count(*) >= :least
ORDER BY count(*) DESC, t.area LIMIT :limit
