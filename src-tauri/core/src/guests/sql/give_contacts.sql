UPDATE guest_contacts SET guest_id = ?2, preferred = 0
WHERE guest_id = ?1
  AND NOT EXISTS (SELECT 1 FROM guest_contacts k WHERE k.guest_id = ?2 AND k.kind = guest_contacts.kind AND k.normal = guest_contacts.normal)
RETURNING id
