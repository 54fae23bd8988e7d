SELECT id, keep_id, other_id, state, reason, by_user, at_ms, unmerged_at_ms FROM merges WHERE keep_id = ?1 OR other_id = ?1 ORDER BY at_ms DESC, id DESC
