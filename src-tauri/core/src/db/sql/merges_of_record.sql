SELECT v.merge_id
FROM merge_moves v
JOIN merges m ON m.id = v.merge_id AND m.state = 'merged'
WHERE v.record = ?1
