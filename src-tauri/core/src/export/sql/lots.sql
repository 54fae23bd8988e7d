-- What was open of each lot at the period's end: what is open of it now, and what postings took of it since. In the order in
-- which lots were made, which is that of their postings: the rows of a lot lie in that order. Lots of who was erased are in no
-- row, and neither are those of a member whom the table of members does not name: these few accounts are found first, for the
-- other way round every lot would ask for its member; an account without a member, and a guest without details, are looked for
-- only where counts say that there is one. Postings that came later are listed by the index of their days, so that none is looked up
-- for its day, and read in the order of their numbers, so that no page of the ledger is read twice; what they took is filed under
-- the place of its lot, which most lots, used up before, are then asked for by. Whose an account is, the pseudonyms know.
WITH since(place, taken) AS MATERIALIZED (
  SELECT l.rowid, t.taken FROM (
    SELECT u.lot_id AS id, sum(u.points) AS taken
    FROM ledger e
    CROSS JOIN lot_uses u ON u.entry_id = e.id
    WHERE e.seq IN (SELECT seq FROM ledger INDEXED BY ledger_date WHERE business_date >= ?2)
    GROUP BY u.lot_id
  ) t
  CROSS JOIN lots l ON l.id = t.id
), unnamed(account) AS (
  SELECT a.id FROM accounts a
  WHERE (SELECT count(*) FROM accounts WHERE id > 100) > (SELECT count(*) FROM members)
    AND a.id > 100 AND NOT EXISTS (SELECT 1 FROM members m WHERE m.guest_id = a.guest_id)
  UNION
  SELECT a.id FROM guests g JOIN accounts a ON a.guest_id = g.id
  WHERE (SELECT count(*) FROM guest_details) < (SELECT count(*) FROM guests)
    AND NOT EXISTS (SELECT 1 FROM guest_details d WHERE d.guest_id = g.id)
  UNION
  SELECT a.id FROM members m CROSS JOIN accounts a ON a.guest_id = m.guest_id
  WHERE m.enrolled_on >= ?2
    AND NOT EXISTS (SELECT 1 FROM ledger p WHERE p.to_account = a.id AND p.business_date >= ?1 AND p.business_date < ?2)
    AND NOT EXISTS (SELECT 1 FROM ledger p WHERE p.from_account = a.id AND p.business_date >= ?1 AND p.business_date < ?2)
)
SELECT date(?2, '-1 day'), e.seq, l.expires_on, l.account, l.left_points + coalesce((SELECT taken FROM since WHERE place = l.rowid), 0)
FROM lots l NOT INDEXED
CROSS JOIN ledger e ON e.id = l.entry_id
WHERE (l.left_points > 0 OR l.rowid IN (SELECT place FROM since WHERE taken > 0))
  AND l.left_points + coalesce((SELECT taken FROM since WHERE place = l.rowid), 0) > 0
  AND e.seq NOT IN (SELECT seq FROM ledger INDEXED BY ledger_date WHERE business_date >= ?2)
  AND l.account NOT IN (SELECT account FROM unnamed)
ORDER BY l.rowid
