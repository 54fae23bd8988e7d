-- The sign before kind keeps the index of open complaints: that of all complaints is far longer.
SELECT tickets.number, tickets.room_no, coalesce(details.name, ''), details.title, tickets.severity, tickets.problem, tickets.words,
       tickets.state, tickets.department, tickets.solve_due_ms, tickets.callback_due_ms
FROM tickets LEFT JOIN guest_details details ON details.guest_id = tickets.guest_id
WHERE +tickets.kind = 'complaint' AND tickets.closed_at_ms IS NULL
ORDER BY CASE tickets.severity WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END, tickets.solve_due_ms, tickets.id
