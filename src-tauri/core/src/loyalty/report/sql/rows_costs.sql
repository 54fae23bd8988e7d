-- What cost the house something in the period: redemptions that were not given back and benefits that were not taken back, the
-- latest first; a benefit counts for the tier held then, as in the report. ?6 is the figure: rewards, redemptions, benefits or cost.
SELECT guest_id, member_no, name, tier, entry, seq, business_date, code, points, times, what, words, cost_minor FROM (
  SELECT a.guest_id AS guest_id, m.member_no AS member_no, coalesce(d.name, '') AS name, coalesce(k.tier, m.tier) AS tier,
    e.id AS entry, e.seq AS seq, e.business_date AS business_date, e.code AS code, -e.points AS points, 1 AS times,
    e.source AS what, '' AS words, NULL AS cost_minor, e.at_ms AS at_ms, e.id AS id
  FROM ledger e INDEXED BY ledger_redeemed
  JOIN accounts a ON a.id = e.from_account
  JOIN members m ON m.guest_id = a.guest_id
  JOIN guests g ON g.id = a.guest_id
  LEFT JOIN members k ON k.guest_id = g.merged_into
  LEFT JOIN guest_details d ON d.guest_id = a.guest_id
  WHERE ?6 <> 'benefits' AND e.code = 'redeem' AND e.business_date >= ?1 AND e.business_date <= ?2
    AND (?6 <> 'rewards' OR (e.source >= 'reward:' AND e.source < 'reward;'))
    AND (?5 IS NULL OR coalesce(k.tier, m.tier) = ?5)
    AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.id)
  UNION ALL
  SELECT l.guest_id, coalesce(m.member_no, ''), coalesce(d.name, ''), l.tier, NULL, NULL, l.business_date, NULL, 0, l.count,
    l.code, l.words, l.cost_minor, l.at_ms, l.id
  FROM benefit_lines l
  LEFT JOIN members m ON m.guest_id = l.guest_id
  LEFT JOIN guest_details d ON d.guest_id = l.guest_id
  WHERE ?6 IN ('benefits', 'cost') AND l.deed = 'used' AND l.business_date >= ?1 AND l.business_date <= ?2
    AND (?5 IS NULL OR l.tier = ?5)
    AND NOT EXISTS (SELECT 1 FROM benefit_returns r WHERE r.line_id = l.id)
)
ORDER BY business_date DESC, at_ms DESC, seq DESC, id
LIMIT ?3 OFFSET ?4
