-- Points that user ?2 gave and took by hand on account ?1 on date ?3 without a second person: postings, less those that
-- fulfil an earlier promise, and promises.
SELECT coalesce(sum(points), 0) FROM (
  SELECT e.points FROM ledger e JOIN ledger_grounds g ON g.entry_id = e.id
  WHERE e.business_date = ?3 AND e.to_account = ?1 AND e.by_user = ?2 AND g.second_by IS NULL
    AND e.source NOT GLOB 'opening:*' AND NOT EXISTS (SELECT 1 FROM pendings p WHERE p.entry_id = e.id)
  UNION ALL
  SELECT e.points FROM ledger e JOIN ledger_grounds g ON g.entry_id = e.id
  WHERE e.business_date = ?3 AND e.from_account = ?1 AND e.by_user = ?2 AND g.second_by IS NULL
  UNION ALL
  SELECT p.points FROM pendings p
  JOIN ledger e ON e.id = p.hold_id
  JOIN ledger_grounds g ON g.entry_id = p.hold_id
  WHERE p.account = ?1 AND p.held_on = ?3 AND p.state <> 'voided' AND e.by_user = ?2 AND g.second_by IS NULL
)
