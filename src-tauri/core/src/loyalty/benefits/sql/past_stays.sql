-- Stays of members with a tier that departed from ?1 on, of whom ?2 sees in the house; at most ?3, in order.
SELECT s.id, s.guest_id, s.departure, m.enrolled_on, m.tier
FROM members m JOIN stays s ON s.guest_id = m.guest_id
WHERE m.tier <> 'base' AND s.state = 'departed' AND s.departure >= ?1 AND s.arrival >= m.enrolled_on
  AND EXISTS (SELECT 1 FROM stays here WHERE here.guest_id = m.guest_id AND here.arrival <= ?2 AND here.state IN ('booked', 'in_house'))
ORDER BY s.departure, s.id LIMIT ?3
