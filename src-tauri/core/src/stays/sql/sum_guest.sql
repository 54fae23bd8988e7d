INSERT INTO stay_summaries(guest_id, stays, nights, spend_minor, last_departure, last_room)
SELECT
  s.guest_id,
  count(*),
  coalesce(sum(s.nights) FILTER (WHERE s.state = 'departed'), 0),
  coalesce(sum(s.room_minor + s.food_minor + s.other_minor) FILTER (WHERE s.state = 'departed'), 0),
  max(s.departure) FILTER (WHERE s.state = 'departed'),
  coalesce((
    SELECT last.room_no FROM stays last WHERE last.guest_id = s.guest_id AND last.state = 'departed'
    ORDER BY last.departure DESC, last.arrival DESC, last.id DESC LIMIT 1
  ), '')
FROM stays s
WHERE s.guest_id = ?1 AND s.state IN ('departed', 'in_house')
GROUP BY s.guest_id
