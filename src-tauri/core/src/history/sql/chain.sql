SELECT seq, at_ms, user_id, op, kind, record, request_key, before_digest, after_digest, mac, business_date, about, undoes, input_digest
FROM history
ORDER BY seq
