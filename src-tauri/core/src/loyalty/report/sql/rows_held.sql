-- The largest lots that still hold points and end between two days.
SELECT a.guest_id, m.member_no, coalesce(d.name, ''), m.tier, l.entry_id, e.seq, l.expires_on, e.code, l.left_points, 1, '', '', NULL
FROM (
  SELECT id, account, entry_id, expires_on, left_points FROM lots
  WHERE left_points > 0 AND expires_on >= ?1 AND expires_on <= ?2
  ORDER BY left_points DESC, id LIMIT ?3 OFFSET ?4
) l
JOIN accounts a ON a.id = l.account
JOIN members m ON m.guest_id = a.guest_id
LEFT JOIN ledger e ON e.id = l.entry_id
LEFT JOIN guest_details d ON d.guest_id = a.guest_id
ORDER BY l.left_points DESC, l.id
