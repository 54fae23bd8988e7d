SELECT DISTINCT task.record
FROM history wish
CROSS JOIN requests ON requests.key = wish.request_key
CROSS JOIN history task ON task.seq BETWEEN requests.first_seq AND requests.last_seq
  AND task.request_key = wish.request_key AND task.op = 'add_task'
WHERE wish.record = ?1 AND wish.op = 'add_preference'
ORDER BY task.record
