SELECT j.id, j.keep_id, k.number, j.other_id, o.number, o.room_no, o.problem, o.words, o.opened_at_ms,
  (SELECT coalesce(sum(r.amount_minor), 0) FROM ticket_remedies r
    WHERE r.ticket_id = o.id AND r.remedy <> 'points' AND r.state NOT IN ('refused', 'withdrawn')),
  (SELECT coalesce(sum(r.points), 0) FROM ticket_remedies r WHERE r.ticket_id = o.id AND r.state NOT IN ('refused', 'withdrawn')),
  j.reason, j.by_user, u.name, j.at_ms, j.settled_at_ms, j.ended_at_ms, e.name, j.ended_because, j.was
FROM ticket_joins j
JOIN tickets k ON k.id = j.keep_id
JOIN tickets o ON o.id = j.other_id
LEFT JOIN users u ON u.id = j.by_user
LEFT JOIN users e ON e.id = j.ended_by
