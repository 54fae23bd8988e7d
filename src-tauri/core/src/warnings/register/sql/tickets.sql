SELECT t.ticket_id FROM action_tickets t JOIN tickets c ON c.id = t.ticket_id WHERE t.action_id = ?1 ORDER BY c.opened_at_ms DESC
