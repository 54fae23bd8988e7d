-- The lots whose last day lay between two days, with what they were when they were made: the latest first.
SELECT a.guest_id, m.member_no, coalesce(d.name, ''), m.tier, l.entry_id, e.seq, l.expires_on, e.code, l.points, 1, '', '', NULL
FROM (
  SELECT id, account, entry_id, expires_on, points FROM lots INDEXED BY lots_ended
  WHERE expires_on >= ?1 AND expires_on <= ?2
  ORDER BY expires_on DESC, points DESC, id LIMIT ?3 OFFSET ?4
) l
JOIN accounts a ON a.id = l.account
JOIN members m ON m.guest_id = a.guest_id
LEFT JOIN ledger e ON e.id = l.entry_id
LEFT JOIN guest_details d ON d.guest_id = a.guest_id
ORDER BY l.expires_on DESC, l.points DESC, l.id
