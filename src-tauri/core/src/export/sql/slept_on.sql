-- Nights of the period slept by stays that leave after it.
SELECT coalesce(CAST(round(sum(julianday(?2) - julianday(max(arrival, ?1)))) AS INTEGER), 0)
FROM stays INDEXED BY stays_departure
WHERE departure >= ?2 AND arrival < ?2 AND state IN ('departed', 'in_house')
