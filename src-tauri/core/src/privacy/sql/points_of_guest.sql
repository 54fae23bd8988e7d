SELECT l.business_date, l.code AS "code@entry", l.source,
  CASE WHEN l.to_account = a.id THEN l.points ELSE -l.points END AS points, g.reason
FROM accounts a
JOIN (SELECT f.* FROM accounts x JOIN ledger f ON f.from_account = x.id WHERE x.guest_id = ?1
      UNION ALL SELECT t.* FROM accounts x JOIN ledger t ON t.to_account = x.id WHERE x.guest_id = ?1) l
LEFT JOIN ledger_grounds g ON g.entry_id = l.id
WHERE a.guest_id = ?1
ORDER BY l.seq
