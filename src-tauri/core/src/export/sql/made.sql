-- The order is that of the history, never of the clock. A package that was brought back keeps the number that it had, and those
-- made after it go on from the last of them.
SELECT e.id, e.period, e.version, e.folder, e.manifest_sha256, e.rows, e.head_seq, e.head_mac, coalesce(u.name, ''), e.at_ms,
  coalesce(
    (SELECT b.sequence FROM brought_packages b WHERE b.export_id = e.id),
    (SELECT count(*) FROM exports before WHERE before.head_seq <= e.head_seq)
      + (SELECT coalesce(max(sequence), 0) - count(*) FROM brought_packages)),
  e.reason
FROM exports e
LEFT JOIN users u ON u.id = e.by_user
WHERE ?2 IS NULL OR e.period = ?2
ORDER BY e.head_seq DESC
LIMIT ?1
