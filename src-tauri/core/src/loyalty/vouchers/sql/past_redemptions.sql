-- Redemptions of rewards since ?1 that stand, at most ?3: those of whom ?2 sees in the house first, then the newest; in order.
SELECT id, guest_id, source, points, by_user, at_ms, business_date FROM (
  SELECT l.id, a.guest_id, l.source, l.points, l.by_user, l.at_ms, l.business_date, l.seq
  FROM ledger l JOIN accounts a ON a.id = l.from_account
  WHERE l.code = 'redeem' AND l.source >= 'reward:' AND l.source < 'reward;' AND l.business_date >= ?1
    AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = l.id)
  ORDER BY EXISTS (SELECT 1 FROM stays s WHERE s.guest_id = a.guest_id AND s.arrival <= ?2 AND s.state IN ('booked', 'in_house')) DESC,
           l.business_date DESC, l.seq DESC
  LIMIT ?3)
ORDER BY business_date, seq
