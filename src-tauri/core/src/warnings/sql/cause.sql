SELECT (SELECT json_extract(s.body, '$.cause') FROM ticket_steps s
    WHERE s.ticket_id = t.id AND s.step = 4 ORDER BY s.rowid DESC LIMIT 1), count(*)
FROM tickets t
