-- What was posted is what history keeps: sums and lots may be made to agree by hand, the chained images may not.
-- Seen from the account whose they are: a member's, or the house's own for what is pending.
-- First postings that their image says otherwise, then operations whose posting is gone; postings that no operation made are found
-- along the ledger (along.rs).
SELECT * FROM (
  SELECT CAST(ledger.seq AS TEXT), image.body ->> '$.points',
    CASE WHEN ledger.to_account = own.id THEN ledger.points ELSE -ledger.points END AS gain
  FROM history
  CROSS JOIN images image ON image.seq = history.seq AND image.side = 'after'
  JOIN ledger ON ledger.id = history.record
  JOIN accounts own ON own.id = CASE
    WHEN max(ledger.from_account, ledger.to_account) > 100 THEN max(ledger.from_account, ledger.to_account) ELSE 5 END
  JOIN accounts house ON house.id = ledger.from_account + ledger.to_account - own.id
  WHERE history.kind = 'ledger'
    AND (image.body ->> '$.points' <> gain
      OR image.body ->> '$.code' <> ledger.code
      OR image.body ->> '$.house' <> house.house
      OR image.body ->> '$.source' <> ledger.source
      OR image.body ->> '$.memo' <> ledger.memo
      OR (image.body ->> '$.reverses' IS NULL) <> (ledger.reverses IS NULL)
      OR replace(image.body ->> '$.reverses', '-', '') <> lower(hex(ledger.reverses))
      OR (own.guest_id IS NOT NULL AND history.about IS NOT own.guest_id)
      OR history.user_id <> ledger.by_user
      OR history.at_ms <> ledger.at_ms
      OR history.business_date <> ledger.business_date
      OR history.request_key <> ledger.request_key)
  ORDER BY ledger.seq
  LIMIT 1
)
UNION ALL
SELECT * FROM (
  SELECT 'history ' || history.seq, 1, 0
  FROM history
  WHERE history.op IN ('earn_points', 'redeem_points', 'reverse_points', 'give_goodwill', 'adjust_points', 'move_points',
    'credit_late', 'hold_points', 'settle_points', 'post_due')
    AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.id = history.record)
  ORDER BY history.seq
  LIMIT 1
)
LIMIT 1
