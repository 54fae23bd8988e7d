-- Whoever took a credit back by hand meant it: it is not credited again.
SELECT CASE
  WHEN r.ended_at_ms IS NOT NULL THEN 'ended'
  WHEN EXISTS (SELECT 1 FROM ledger e WHERE e.source = ?2 AND e.code = 'earn'
                 AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id)) THEN 'paid'
  WHEN EXISTS (SELECT 1 FROM pendings p WHERE p.source = ?2 AND p.state = 'pending') THEN 'waiting'
  WHEN EXISTS (SELECT 1 FROM ledger e WHERE e.source = ?2) THEN 'taken_back'
  WHEN NOT EXISTS (SELECT 1 FROM members m WHERE m.guest_id = r.referred_id) THEN 'awaits_joining'
  WHEN NOT EXISTS (SELECT 1 FROM stays s WHERE s.guest_id = r.referred_id AND s.state = 'departed') THEN 'awaits_stay'
  ELSE 'due' END
FROM referrals r
WHERE r.id = ?1
