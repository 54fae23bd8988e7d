SELECT history.seq, history.at_ms, history.user_id, history.op, history.kind, history.record, history.request_key,
       history.before_digest, history.after_digest, history.mac, before.salt, before.body, after.salt, after.body,
       history.business_date, history.about, history.undoes
FROM history
LEFT JOIN images before ON before.seq = history.seq AND before.side = 'before'
LEFT JOIN images after ON after.seq = history.seq AND after.side = 'after'
ORDER BY history.seq
