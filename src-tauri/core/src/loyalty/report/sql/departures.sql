SELECT count(*) FROM stays INDEXED BY stays_departure
WHERE departure >= ?1 AND departure <= ?2 AND state = 'departed' AND guest_id IS NOT NULL
