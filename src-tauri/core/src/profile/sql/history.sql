SELECT history.seq, history.at_ms, users.name, history.op
FROM history JOIN users ON users.id = history.user_id
WHERE history.about = ?1 ORDER BY history.seq DESC LIMIT ?2
