INSERT INTO numbers_given(series, last) VALUES ('member', 1)
ON CONFLICT(series) DO UPDATE SET last = last + 1
RETURNING last
