-- One statement, so that the try is counted before anybody knows whether the code is right: a process that is killed in between
-- has no guess for free. A lock that has run out begins a new count; a clock that was set back only makes the lock longer.
INSERT INTO voucher_guards(user_id, failures, until_ms) VALUES (:user, 1, 0)
ON CONFLICT(user_id) DO UPDATE SET
  failures = CASE WHEN until_ms > 0 THEN 1 ELSE failures + 1 END,
  until_ms = CASE WHEN until_ms = 0 AND failures + 1 >= :tries THEN :until ELSE 0 END
WHERE until_ms <= :at
RETURNING failures
