-- Intakes that nobody saved yet and that name this guest: by the record, the name, or a contact as it was written.
DELETE FROM intake_drafts WHERE
  instr(replace(body, '-', ''), lower(hex(?1))) > 0
  OR EXISTS (SELECT 1 FROM guest_details d WHERE d.guest_id = ?1 AND d.name <> '' AND instr(body, d.name) > 0)
  OR EXISTS (SELECT 1 FROM guest_contacts c WHERE c.guest_id = ?1
             AND (instr(body, c.value) > 0 OR instr(body, c.normal) > 0))
