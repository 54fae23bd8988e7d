SELECT id, keep_id, other_id, state, reason, by_user, at_ms, unmerged_at_ms FROM merges WHERE id = ?1
