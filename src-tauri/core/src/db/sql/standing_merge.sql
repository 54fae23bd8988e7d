SELECT id, keep_id, other_id, state, reason, by_user, at_ms, unmerged_at_ms FROM merges WHERE other_id = ?1 AND state = 'merged'
