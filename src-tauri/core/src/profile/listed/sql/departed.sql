SELECT s.guest_id, s.stays, s.nights, s.spend_minor, s.last_departure, s.last_room
FROM stay_summaries s
JOIN guests g ON g.id = s.guest_id
WHERE s.last_departure IS NOT NULL
  AND (s.last_departure, s.guest_id) < (?1, ?2)
  AND g.merged_into IS NULL
  AND (?3 = 0 OR s.guest_id IN (SELECT guest_id FROM tickets
                                WHERE guest_id IS NOT NULL AND kind = 'complaint' AND (state <> 'closed' OR business_date >= ?4)))
ORDER BY s.last_departure DESC, s.guest_id DESC
