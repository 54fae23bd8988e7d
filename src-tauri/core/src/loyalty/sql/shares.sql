-- Of the points on an account that two merged members share: what is left of the other's lots, what the other's postings
-- took of the kept member's lots, and what the kept member's took of the other's. Lots that expired are nobody's debt.
WITH theirs AS (SELECT record AS entry FROM merge_moves WHERE merge_id = ?1 AND kind = 'entry'),
uses AS (
  SELECT u.points, u.entry_id IN (SELECT entry FROM theirs) AS by_other, l.entry_id IN (SELECT entry FROM theirs) AS of_other
  FROM lot_uses u
  JOIN lots l ON l.id = u.lot_id AND l.account = ?2
  JOIN ledger e ON e.id = u.entry_id AND e.code <> 'expire'
)
SELECT
  (SELECT coalesce(sum(left_points), 0) FROM lots WHERE account = ?2 AND entry_id IN (SELECT entry FROM theirs)),
  (SELECT coalesce(sum(points), 0) FROM uses WHERE by_other AND NOT of_other),
  (SELECT coalesce(sum(points), 0) FROM uses WHERE of_other AND NOT by_other)
