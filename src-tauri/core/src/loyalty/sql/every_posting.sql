SELECT seq, id, from_account, to_account, points, request_key FROM ledger ORDER BY seq
