-- Guests whom another table of the package names, and those into whom a member of it was merged. Who did not agree to go to the group by name goes without one. What a
-- guest is matched by in the group is asked only where the hotel has the group's key (?3).
WITH RECURSIVE led(id, keep) AS (
  SELECT id, merged_into FROM guests INDEXED BY guests_merged WHERE merged_into IS NOT NULL
  UNION
  SELECT l.id, g.merged_into FROM led l JOIN guests g ON g.id = l.keep WHERE g.merged_into IS NOT NULL
), named(id) AS (
  SELECT guest_id FROM stays
  WHERE guest_id IS NOT NULL AND departure >= ?1 AND departure < ?2 AND state IN ('departed', 'cancelled', 'no_show')
  UNION
  SELECT guest_id FROM tickets
  WHERE guest_id IS NOT NULL AND +kind = 'complaint' AND business_date >= ?1 AND business_date < ?2 AND merged_into IS NULL
  UNION
  SELECT guest_id FROM members WHERE enrolled_on < ?2
  UNION
  SELECT a.guest_id FROM ledger e JOIN accounts a ON a.id = max(e.from_account, e.to_account)
  WHERE e.business_date >= ?1 AND e.business_date < ?2 AND a.guest_id IS NOT NULL
  UNION
  SELECT l.keep FROM led l
  CROSS JOIN guests g ON g.id = l.keep
  CROSS JOIN members m ON m.guest_id = l.id
  CROSS JOIN accounts a ON a.guest_id = l.id
  WHERE g.merged_into IS NULL AND (
    m.enrolled_on < ?2
    OR EXISTS (SELECT 1 FROM ledger WHERE to_account = a.id AND +business_date >= ?1 AND +business_date < ?2)
    OR EXISTS (SELECT 1 FROM ledger WHERE from_account = a.id AND +business_date >= ?1 AND +business_date < ?2)
  )
)
SELECT
  n.id,
  CASE WHEN ?3 AND d.share_consent THEN coalesce((
    SELECT c.kind || ':' || c.normal FROM guest_contacts c
    WHERE c.guest_id = n.id AND c.kind IN ('phone', 'email')
    ORDER BY c.kind DESC, c.preferred DESC, c.normal LIMIT 1
  ), (SELECT 'key:' || b.group_mark || ':' || lower(hex(b.group_key)) FROM brought_guests b WHERE b.guest_id = n.id AND b.group_key IS NOT NULL)) END,
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
