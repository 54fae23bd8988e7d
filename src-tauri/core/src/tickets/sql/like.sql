WHERE t.kind = 'complaint' AND t.business_date >= :since AND t.problem = :problem AND t.room_no <> '' AND t.merged_into IS NULL
  AND (t.room_no = :room OR (:floor <> '' AND length(t.room_no) = length(:room) AND t.room_no LIKE :floor || '__'))
