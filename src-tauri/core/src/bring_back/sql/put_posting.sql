INSERT INTO ledger(seq, id, from_account, to_account, points, code, source, memo, reverses, request_key, by_user, at_ms,
  business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, ?9, ?10, ?11, ?12)
