INSERT INTO hotel(id, name, code, currency, minor_digits, time_zone, day_ends_hour, practice, clock_offset_ms, created_at_ms)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
