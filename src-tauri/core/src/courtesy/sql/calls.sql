-- Courtesy calls to guest ?1 from ?2 on: those of a stay that began then.
SELECT d.id, d.outcome, d.channel, d.words, coalesce(u.name, ''), d.happened_on, d.created_at_ms
FROM dealings d
LEFT JOIN users u ON u.id = d.author
WHERE d.guest_id = ?1 AND d.outcome IS NOT NULL AND d.happened_on >= ?2
ORDER BY d.created_at_ms, d.id
