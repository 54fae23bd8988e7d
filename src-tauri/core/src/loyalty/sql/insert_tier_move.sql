INSERT INTO tier_moves(account, on_date, tier_before, tier_after, cause, nights, stays, spend_minor, request_key)
SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM accounts WHERE guest_id = ?1
