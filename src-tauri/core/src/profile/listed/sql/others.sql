-- Whoever has not left yet or never came, behind all who have left.
SELECT d.guest_id, coalesce(s.stays, 0), coalesce(s.nights, 0), coalesce(s.spend_minor, 0), NULL, ''
FROM guest_details d
JOIN guests g ON g.id = d.guest_id
LEFT JOIN stay_summaries s ON s.guest_id = d.guest_id
WHERE d.guest_id < ?1
  AND s.last_departure IS NULL
  AND g.merged_into IS NULL
  AND (?2 = 0 OR d.guest_id IN (SELECT guest_id FROM tickets
                                WHERE guest_id IS NOT NULL AND kind = 'complaint' AND (state <> 'closed' OR business_date >= ?3)))
ORDER BY d.guest_id DESC
