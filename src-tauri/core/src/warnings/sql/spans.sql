SELECT arrival, departure, count(*)
FROM stays INDEXED BY stays_nights
WHERE departure > :from AND arrival <= :to AND state IN ('in_house', 'departed')
  AND (:room IS NULL OR room_no = :room)
  AND (:floor IS NULL OR substr(room_no, 1, length(room_no) - 2) = :floor)
GROUP BY departure, arrival
