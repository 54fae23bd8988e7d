-- Departed stays of members that nobody credited, promised or took back, in the order of departure, from the day each joined.
SELECT s.id, s.guest_id, s.departure, s.channel, s.room_minor, s.food_minor, s.other_minor, a.id, m.member_no, coalesce(d.name, '')
FROM stays s INDEXED BY stays_departure
CROSS JOIN members m ON m.guest_id = s.guest_id
CROSS JOIN accounts a ON a.guest_id = m.guest_id
LEFT JOIN guest_details d ON d.guest_id = m.guest_id
WHERE s.departure >= ?1 AND s.departure <= ?2 AND s.state = 'departed' AND s.departure >= m.enrolled_on
  AND (s.departure, s.id) > (?3, ?4)
  AND NOT EXISTS (SELECT 1 FROM ledger e INDEXED BY ledger_source WHERE e.source =
    'stay:' || lower(
      substr(hex(s.id), 1, 8) || '-' || substr(hex(s.id), 9, 4) || '-' || substr(hex(s.id), 13, 4) || '-'
      || substr(hex(s.id), 17, 4) || '-' || substr(hex(s.id), 21)
    ))
ORDER BY s.departure, s.id
LIMIT ?5
