SELECT id, keep_id, other_id, state, reason, by_user, at_ms, unmerged_at_ms FROM merges
WHERE id IN (
  SELECT history.record FROM requests CROSS JOIN history ON history.seq BETWEEN requests.first_seq AND requests.last_seq
  WHERE requests.key = ?1 AND history.request_key = ?1
)
