-- What departments do on ?1 for those who come on that day and, where ?2 says that it is today, for those in house: the tasks
-- of that stay, and those that hold whenever the guest comes.
WITH here(id) AS (
  SELECT id FROM stays WHERE arrival = ?1 AND state IN ('booked', 'in_house', 'departed') AND property = ''
  UNION
  SELECT id FROM stays WHERE ?2 AND state = 'in_house' AND property = ''
)
SELECT tasks.id, tasks.guest_id, tasks.stay_id, tasks.department, tasks.words, tasks.origin, tasks.author, tasks.created_at_ms,
       tasks.business_date, tasks.done_by, tasks.done_at_ms,
       coalesce(doer.name, ''), stays.id, coalesce(details.name, ''), details.title, coalesce(details.vip, ''), stays.room_no,
       stays.state, stays.arrival, stays.departure, stays.arrive_minute
FROM here
JOIN stays ON stays.id = here.id
JOIN plan_tasks tasks ON tasks.guest_id = stays.guest_id
  AND (tasks.stay_id = stays.id OR (tasks.stay_id IS NULL AND stays.state <> 'departed'))
LEFT JOIN guest_details details ON details.guest_id = stays.guest_id
LEFT JOIN users doer ON doer.id = tasks.done_by
-- A task that holds at any stay is shown once: for the room where the guest is, else for the one they come to.
ORDER BY stays.state <> 'in_house', stays.arrive_minute IS NULL, stays.arrive_minute, stays.room_no, tasks.id
