WHERE t.kind = 'complaint' AND t.business_date BETWEEN :from AND :to AND t.merged_into IS NULL
  AND (:problem IS NULL OR t.problem = :problem)
  AND (:area IS NULL OR t.area = :area)
  AND (:department IS NULL OR t.department = :department)
  AND (:room IS NULL OR t.room_no = :room)
  AND (:floor IS NULL OR substr(t.room_no, 1, length(t.room_no) - 2) = :floor)
  AND (:cause IS NULL OR :cause = (SELECT json_extract(s.body, '$.cause') FROM ticket_steps s
    WHERE s.ticket_id = t.id AND s.step = 4 ORDER BY s.rowid DESC LIMIT 1))
  AND (:house_cause IS NULL OR :house_cause = (SELECT json_extract(s.body, '$.house_cause') FROM ticket_steps s
    WHERE s.ticket_id = t.id AND s.step = 4 ORDER BY s.rowid DESC LIMIT 1))
  AND (:guest IS NULL OR t.guest_id = :guest)
