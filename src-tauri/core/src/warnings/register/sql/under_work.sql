SELECT t.ticket_id, a.id, a.number, a.state
FROM corrective_actions a JOIN action_tickets t ON t.action_id = a.id
WHERE a.closed_at_ms IS NULL
