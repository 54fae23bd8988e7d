SELECT DISTINCT task.record
FROM history wish
JOIN history task ON task.request_key = wish.request_key AND task.op = 'add_task'
WHERE wish.record = ?1 AND wish.op = 'add_preference'
ORDER BY task.record
