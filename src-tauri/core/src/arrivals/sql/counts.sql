-- The sign before kind keeps the index of open complaints: that of all complaints is far longer.
SELECT (SELECT count(*) FROM stays WHERE arrival = ?1 AND state IN ('booked', 'in_house', 'departed') AND property = ''),
       (SELECT count(*) FROM tickets WHERE +kind = 'complaint' AND closed_at_ms IS NULL),
       (SELECT at_ms FROM history ORDER BY seq DESC LIMIT 1)
