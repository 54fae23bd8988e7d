SELECT history.seq, history.at_ms, coalesce(users.name, ''), history.op, history.kind, history.record, history.request_key, history.undoes,
       EXISTS (SELECT 1 FROM history later WHERE later.undoes = history.seq)
FROM history LEFT JOIN users ON users.id = history.user_id
WHERE history.request_key = ?1 AND history.op = 'drop_task'
ORDER BY history.seq
