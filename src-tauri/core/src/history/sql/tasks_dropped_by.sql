SELECT history.seq, history.at_ms, coalesce(users.name, ''), history.op, history.kind, history.record, history.request_key, history.undoes,
       EXISTS (SELECT 1 FROM history later WHERE later.undoes = history.seq)
FROM requests CROSS JOIN history ON history.seq BETWEEN requests.first_seq AND requests.last_seq
LEFT JOIN users ON users.id = history.user_id
WHERE requests.key = ?1 AND history.request_key = ?1 AND history.op = 'drop_task'
ORDER BY history.seq
