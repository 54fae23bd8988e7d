-- The tiers that a file gave and that stand on ?2.
SELECT m.id FROM balance_tiers b
JOIN manual_tiers m ON m.id = b.manual_id
WHERE b.import_id = ?1 AND m.ended_on IS NULL AND m.until_on >= ?2
ORDER BY m.id
