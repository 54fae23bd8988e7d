-- What counts of each guest's departures after ?1 and by ?2, and after ?3 and by ?4: one walk over an index that holds it all.
SELECT guest_id,
  coalesce(sum(CASE WHEN departure > ?1 AND departure <= ?2 THEN nights END), 0),
  count(CASE WHEN departure > ?1 AND departure <= ?2 THEN 1 END),
  coalesce(sum(CASE WHEN departure > ?1 AND departure <= ?2 THEN room_minor + food_minor + other_minor END), 0),
  coalesce(sum(CASE WHEN departure > ?3 AND departure <= ?4 THEN nights END), 0),
  count(CASE WHEN departure > ?3 AND departure <= ?4 THEN 1 END),
  coalesce(sum(CASE WHEN departure > ?3 AND departure <= ?4 THEN room_minor + food_minor + other_minor END), 0)
FROM stays INDEXED BY stays_counted
WHERE guest_id IS NOT NULL AND state = 'departed' AND departure > min(?1, ?3) AND departure <= ?2
GROUP BY guest_id
ORDER BY guest_id
