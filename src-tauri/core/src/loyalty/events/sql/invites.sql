-- Everybody who was asked to event ?1, each with the newest answer and what stands credited for coming, or waits for its day.
SELECT i.id, i.guest_id, d.name, d.title, coalesce(m.member_no, ''), m.tier,
       coalesce((SELECT value FROM guest_contacts WHERE guest_id = i.guest_id AND kind = 'phone'
                 ORDER BY preferred DESC, id LIMIT 1), ''),
       EXISTS (SELECT 1 FROM guest_contacts WHERE guest_id = i.guest_id),
       (SELECT agreed FROM contact_consents WHERE guest_id = i.guest_id ORDER BY seq DESC LIMIT 1),
       i.origin, a.state, coalesce(a.words, ''),
       CASE WHEN a.state = 'attended' THEN
         coalesce((SELECT e.points FROM event_answers paid LEFT JOIN pendings held ON held.hold_id = paid.entry_id
                   JOIN ledger e ON e.id = coalesce(held.entry_id, paid.entry_id)
                   WHERE paid.invite_id = i.id AND e.code IN ('earn', 'pending')
                     AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id) LIMIT 1), 0)
       ELSE 0 END,
       coalesce(u.name, ''), coalesce(a.at_ms, i.at_ms)
FROM event_invites i
JOIN guest_details d ON d.guest_id = i.guest_id
LEFT JOIN members m ON m.guest_id = i.guest_id
LEFT JOIN event_answers a
  ON a.invite_id = i.id AND a.ordinal = (SELECT max(ordinal) FROM event_answers WHERE invite_id = i.id)
LEFT JOIN users u ON u.id = coalesce(a.by_user, i.by_user)
WHERE i.event_id = ?1
ORDER BY d.name, i.guest_id, i.id
