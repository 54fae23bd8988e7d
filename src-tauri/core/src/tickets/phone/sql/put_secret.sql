INSERT INTO phone_secrets(user_id, sealed, enrolled_at_ms, used_step) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT(user_id) DO UPDATE SET sealed = excluded.sealed, enrolled_at_ms = excluded.enrolled_at_ms,
  used_step = max(used_step, excluded.used_step)
