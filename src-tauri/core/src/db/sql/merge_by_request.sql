SELECT id, keep_id, other_id, state, reason, by_user, at_ms, unmerged_at_ms FROM merges
WHERE id IN (SELECT record FROM history WHERE request_key = ?1)
