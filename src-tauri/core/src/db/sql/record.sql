INSERT INTO history(seq, at_ms, business_date, user_id, op, kind, record, request_key, about, undoes, before_digest, after_digest, mac, input_digest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
