-- Plans are made without knowing the days that are asked for: left to itself it reads every stay that arrived before the last one.
SELECT DISTINCT room_no
FROM stays INDEXED BY stays_nights
WHERE departure > :from AND arrival <= :to AND state IN ('in_house', 'departed') AND room_no <> ''
  AND (:room IS NULL OR room_no = :room)
  AND (:floor IS NULL OR substr(room_no, 1, length(room_no) - 2) = :floor)
LIMIT :limit
