-- Words that wait in somebody's form and name this guest: by the record, one of the complaints or promises, the name, or a contact as it
-- was written.
DELETE FROM unsaved_words WHERE
  instr(replace(place || body, '-', ''), lower(hex(?1))) > 0
  OR EXISTS (SELECT 1 FROM tickets t WHERE t.guest_id = ?1 AND instr(replace(place, '-', ''), lower(hex(t.id))) > 0)
  OR EXISTS (SELECT 1 FROM promises p WHERE p.guest_id = ?1 AND instr(replace(place, '-', ''), lower(hex(p.id))) > 0)
  OR EXISTS (SELECT 1 FROM guest_details d WHERE d.guest_id = ?1 AND d.name <> '' AND instr(body, d.name) > 0)
  OR EXISTS (SELECT 1 FROM guest_contacts c WHERE c.guest_id = ?1
             AND (instr(body, c.value) > 0 OR instr(body, c.normal) > 0))
