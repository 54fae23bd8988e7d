-- Whose time is over: the last thing that the house had to do with them lies before ?1, for a member before ?2.
SELECT g.id, d.name, m.guest_id IS NOT NULL,
  max(g.business_date,
      coalesce((SELECT max(s.departure) FROM stays s WHERE s.guest_id = g.id), ''),
      coalesce((SELECT max(t.business_date) FROM tickets t WHERE t.guest_id = g.id), ''),
      coalesce((SELECT max(n.happened_on) FROM dealings n WHERE n.guest_id = g.id), ''),
      coalesce((SELECT max(p.business_date) FROM preferences p WHERE p.guest_id = g.id), ''),
      coalesce((SELECT max(l.business_date) FROM accounts a JOIN ledger l ON l.to_account = a.id WHERE a.guest_id = g.id), ''),
      coalesce((SELECT max(l.business_date) FROM accounts a JOIN ledger l ON l.from_account = a.id
                WHERE a.guest_id = g.id AND l.code <> 'expire'), '')) AS last_on
FROM guests g
JOIN guest_details d ON d.guest_id = g.id
LEFT JOIN members m ON m.guest_id = g.id
WHERE g.merged_into IS NULL AND d.profile = 'guest'
  AND last_on < CASE WHEN m.guest_id IS NULL THEN ?1 ELSE ?2 END
ORDER BY last_on, g.id
LIMIT ?3
