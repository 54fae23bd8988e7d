SELECT promises.id, promises.words, coalesce(tickets.problem, '')
FROM promises LEFT JOIN tickets ON tickets.id = promises.ticket_id
WHERE promises.guest_id = ?1 AND promises.state = 'open' ORDER BY promises.created_at_ms DESC LIMIT 1
