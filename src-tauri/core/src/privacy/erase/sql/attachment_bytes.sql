UPDATE ticket_attachment_bytes SET content = x'' WHERE attachment_id IN (
  SELECT a.id FROM ticket_attachments a JOIN tickets t ON t.id = a.ticket_id WHERE t.guest_id = ?1)
