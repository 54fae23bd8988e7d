INSERT INTO routine_tries(cadence, period, code, args, tries, first_ms, last_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (cadence, period) DO UPDATE SET
  code = excluded.code,
  args = excluded.args,
  tries = excluded.tries,
  last_ms = excluded.last_ms
