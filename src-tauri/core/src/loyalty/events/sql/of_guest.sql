SELECT i.id, e.id, e.number, e.title, e.kind, e.held_on, e.place, e.called_off <> '', a.state, coalesce(a.words, ''),
       CASE WHEN a.state = 'attended' THEN
         coalesce((SELECT p.points FROM event_answers paid LEFT JOIN pendings held ON held.hold_id = paid.entry_id
                   JOIN ledger p ON p.id = coalesce(held.entry_id, paid.entry_id)
                   WHERE paid.invite_id = i.id AND p.code IN ('earn', 'pending')
                     AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = p.id) LIMIT 1), 0)
       ELSE 0 END,
       coalesce(u.name, ''), coalesce(a.at_ms, i.at_ms)
FROM event_invites i
JOIN member_events e ON e.id = i.event_id
LEFT JOIN event_answers a
  ON a.invite_id = i.id AND a.ordinal = (SELECT max(ordinal) FROM event_answers WHERE invite_id = i.id)
LEFT JOIN users u ON u.id = coalesce(a.by_user, i.by_user)
WHERE i.guest_id = ?1
ORDER BY e.held_on DESC, e.id DESC, i.id
