-- Files of balances as history keeps them: each bringing in and each taking out.
SELECT history.seq, history.request_key, image.body ->> '$.postings', image.body ->> '$.digest', image.body ->> '$.file.id'
FROM balance_files f
CROSS JOIN history INDEXED BY history_record ON history.record = f.id AND history.op IN ('bring_in_points', 'take_out_points')
JOIN images image ON image.seq = history.seq AND image.side = 'after'
ORDER BY history.seq
