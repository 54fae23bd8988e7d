SELECT history.seq, history.at_ms, coalesce(users.name, ''), history.op, history.kind, history.record, history.request_key, history.undoes,
       EXISTS (SELECT 1 FROM history later WHERE later.undoes = history.seq)
FROM history LEFT JOIN users ON users.id = history.user_id
WHERE (history.record = ?1 OR history.about = ?1) AND (?2 IS NULL OR history.user_id = ?2) AND (?3 IS NULL OR users.department = ?3)
ORDER BY history.seq DESC LIMIT ?4
