-- Whose last stay ended before ?1, with neither a later stay nor a posting of their own doing since.
SELECT s.guest_id, s.last_departure
FROM stay_summaries s INDEXED BY stay_summaries_last
CROSS JOIN accounts a ON a.guest_id = s.guest_id
CROSS JOIN guests g ON g.id = s.guest_id
WHERE s.last_departure IS NOT NULL
  AND s.last_departure < ?1
  AND (s.last_departure, s.guest_id) < (?2, ?3)
  AND g.merged_into IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM stays WHERE guest_id = s.guest_id AND arrival >= ?1 AND state IN ('booked', 'in_house', 'departed')
  )
  AND NOT EXISTS (SELECT 1 FROM ledger WHERE to_account = a.id AND business_date >= ?1)
  AND NOT EXISTS (SELECT 1 FROM ledger WHERE from_account = a.id AND business_date >= ?1 AND code <> 'expire')
ORDER BY s.last_departure DESC, s.guest_id DESC
