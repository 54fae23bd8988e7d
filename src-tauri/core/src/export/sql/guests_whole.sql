-- Of everything: whoever has a stay, a complaint or a membership, along the table, and who came in with a package; the same
-- columns as guests.sql.
SELECT
  d.guest_id,
  CASE WHEN ?3 AND d.share_consent THEN coalesce((
    SELECT c.kind || ':' || c.normal FROM guest_contacts c
    WHERE c.guest_id = d.guest_id AND c.kind IN ('phone', 'email')
    ORDER BY c.kind DESC, c.preferred DESC, c.normal LIMIT 1
  ), (SELECT 'key:' || b.group_mark || ':' || lower(hex(b.group_key)) FROM brought_guests b WHERE b.guest_id = d.guest_id AND b.group_key IS NOT NULL)) END,
  d.share_consent,
  CASE WHEN d.share_consent THEN d.name END,
  CASE WHEN d.share_consent THEN d.latin_name END,
  CASE WHEN d.share_consent THEN d.title END,
  d.country,
  CASE WHEN d.share_consent THEN d.language END,
  CASE WHEN d.share_consent THEN d.vip END
FROM guest_details d
WHERE EXISTS (SELECT 1 FROM stays s INDEXED BY stays_guest WHERE s.guest_id = d.guest_id)
   OR EXISTS (SELECT 1 FROM members m WHERE m.guest_id = d.guest_id)
   OR EXISTS (SELECT 1 FROM tickets t INDEXED BY tickets_guest WHERE t.guest_id = d.guest_id)
   OR EXISTS (SELECT 1 FROM brought_guests b WHERE b.guest_id = d.guest_id)
ORDER BY d.guest_id
