-- Postings of these kinds, or with these accounts of the house, in the period, the latest first; of one tier where one is named.
SELECT a.guest_id, m.member_no, coalesce(d.name, ''), coalesce(k.tier, m.tier), e.id, e.seq, e.business_date, e.code,
  CASE WHEN e.to_account > 100 THEN e.points ELSE -e.points END, 1, '', '', NULL
FROM ledger e INDEXED BY ledger_date
JOIN accounts a ON a.id = max(e.from_account, e.to_account)
JOIN members m ON m.guest_id = a.guest_id
JOIN guests g ON g.id = a.guest_id
LEFT JOIN members k ON k.guest_id = g.merged_into
LEFT JOIN guest_details d ON d.guest_id = a.guest_id
WHERE e.business_date >= ?1 AND e.business_date <= ?2 AND (?6 IS NULL OR e.code IN (SELECT value FROM json_each(?6)))
  AND (?7 IS NULL OR min(e.from_account, e.to_account) IN (SELECT value FROM json_each(?7)))
  AND (e.from_account > 100) <> (e.to_account > 100)
  AND (?5 IS NULL OR coalesce(k.tier, m.tier) = ?5)
ORDER BY e.business_date DESC, e.seq DESC
LIMIT ?3 OFFSET ?4
