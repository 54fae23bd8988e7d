-- The order is that of the history, never of the clock.
SELECT e.id, e.period, e.version, e.folder, e.manifest_sha256, e.rows, e.head_seq, e.head_mac, coalesce(u.name, ''), e.at_ms,
  (SELECT count(*) FROM exports before WHERE before.head_seq <= e.head_seq), e.reason
FROM exports e
LEFT JOIN users u ON u.id = e.by_user
WHERE ?2 IS NULL OR e.period = ?2
ORDER BY e.head_seq DESC
LIMIT ?1
