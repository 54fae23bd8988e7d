SELECT s.id, s.room_no, s.guest_id, coalesce(d.name, ''), coalesce(d.title, ''), coalesce(d.vip, ''), s.arrival, s.arrive_minute
FROM stays s
LEFT JOIN guest_details d ON d.guest_id = s.guest_id
WHERE s.id = ?1
