-- Every nth departure of a window that was its guest's first, with when the guest joined.
SELECT s.guest_id, s.channel, s.departure, m.enrolled_on
FROM stays s INDEXED BY stays_departure
LEFT JOIN members m ON m.guest_id = s.guest_id
WHERE s.departure >= ?1 AND s.departure <= ?2 AND s.state = 'departed' AND s.rowid % ?3 = 0 AND s.guest_id IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM stays e INDEXED BY stays_guest
    WHERE e.guest_id = s.guest_id AND e.arrival < s.arrival AND e.state = 'departed'
  )
