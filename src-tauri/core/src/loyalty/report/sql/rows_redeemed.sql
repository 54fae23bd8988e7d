-- Redemptions of the period that were not given back since, the latest first; of one tier, and of rewards alone, where asked.
SELECT a.guest_id, m.member_no, coalesce(d.name, ''), coalesce(k.tier, m.tier), e.id, e.seq, e.business_date, e.code,
  -e.points, 1, e.source, '', NULL
FROM ledger e INDEXED BY ledger_redeemed
JOIN accounts a ON a.id = e.from_account
JOIN members m ON m.guest_id = a.guest_id
JOIN guests g ON g.id = a.guest_id
LEFT JOIN members k ON k.guest_id = g.merged_into
LEFT JOIN guest_details d ON d.guest_id = a.guest_id
WHERE e.code = 'redeem' AND e.business_date >= ?1 AND e.business_date <= ?2
  AND (NOT ?6 OR (e.source >= 'reward:' AND e.source < 'reward;'))
  AND (?5 IS NULL OR coalesce(k.tier, m.tier) = ?5)
  AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
ORDER BY e.business_date DESC, e.seq DESC
LIMIT ?3 OFFSET ?4
