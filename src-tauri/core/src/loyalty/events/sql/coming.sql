SELECT count(DISTINCT i.guest_id)
FROM event_invites i
JOIN event_answers a ON a.invite_id = i.id AND a.ordinal = (SELECT max(ordinal) FROM event_answers WHERE invite_id = i.id)
WHERE i.event_id = ?1 AND a.state IN ('yes', 'attended')
