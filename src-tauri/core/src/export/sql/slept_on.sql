-- Nights of the period slept by stays that leave after it: out of the index alone.
SELECT coalesce(CAST(round(sum(julianday(?2) - julianday(max(arrival, ?1)))) AS INTEGER), 0)
FROM stays INDEXED BY stays_nights
WHERE departure >= ?2 AND arrival < ?2 AND state IN ('in_house', 'departed')
