-- Guests whom another table of the package names. Who did not agree to go to the group by name goes without one.
WITH named(id) AS (
  SELECT guest_id FROM stays
  WHERE guest_id IS NOT NULL AND (
    (state = 'departed' AND departure >= ?1 AND departure < ?2)
    OR (state IN ('cancelled', 'no_show') AND arrival >= ?1 AND arrival < ?2)
  )
  UNION
  SELECT guest_id FROM tickets WHERE guest_id IS NOT NULL AND kind = 'complaint' AND business_date >= ?1 AND business_date < ?2
  UNION
  SELECT guest_id FROM members WHERE enrolled_on < ?2
  UNION
  SELECT a.guest_id FROM ledger e JOIN accounts a ON a.id = max(e.from_account, e.to_account)
  WHERE e.business_date >= ?1 AND e.business_date < ?2 AND a.guest_id IS NOT NULL
)
SELECT
  n.id,
  d.share_consent,
  CASE WHEN d.share_consent THEN d.name END,
  CASE WHEN d.share_consent THEN d.latin_name END,
  CASE WHEN d.share_consent THEN d.title END,
  d.country,
  CASE WHEN d.share_consent THEN d.language END,
  CASE WHEN d.share_consent THEN d.vip END
FROM named n
JOIN guest_details d ON d.guest_id = n.id
ORDER BY n.id
