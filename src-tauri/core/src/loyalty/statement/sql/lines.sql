-- Newest first: the account's gains and losses of a stretch, each with the posting that took it back, who made it, and, where
-- it was made by hand, why and who confirmed it.
SELECT
  e.seq, e.id, e.at_ms, e.business_date, e.code, e.source, e.memo, e.gain, r.id, coalesce(u.name, ''),
  coalesce(g.reason, ''), coalesce(s.name, '')
FROM (
  SELECT * FROM (
    SELECT seq, id, at_ms, business_date, code, source, memo, points AS gain, by_user FROM ledger
    WHERE to_account = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4
  )
  UNION ALL
  SELECT * FROM (
    SELECT seq, id, at_ms, business_date, code, source, memo, -points, by_user FROM ledger
    WHERE from_account = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4
  )
) e
LEFT JOIN ledger r ON r.reverses = e.id
LEFT JOIN users u ON u.id = e.by_user
LEFT JOIN ledger_grounds g ON g.entry_id = e.id
LEFT JOIN users s ON s.id = g.second_by
ORDER BY e.seq DESC
LIMIT ?4
