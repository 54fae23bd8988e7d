-- One row a remedy that stands or waits, in the stretch and as far as the asker may see. A cause is the one that stands: the last
-- step 4 of the ticket.
WITH counted AS (
  SELECT r.id, r.ticket_id, t.number, t.room_no, t.department, r.remedy, r.words, r.amount_minor, r.points, r.state,
    r.business_date, r.rowid AS place,
    CASE WHEN r.state = 'approved' THEN r.decided_by ELSE r.proposed_by END AS person,
    (SELECT json_extract(s.body, '$.cause') FROM ticket_steps s WHERE s.ticket_id = r.ticket_id AND s.step = 4
      ORDER BY s.rowid DESC LIMIT 1) AS cause
  FROM ticket_remedies r
  JOIN tickets t ON t.id = r.ticket_id
  WHERE r.business_date >= :from AND r.business_date < :to AND r.state IN ('within_limit', 'approved', 'awaiting')
    AND (:department IS NULL OR t.department = :department)
    AND (:only IS NULL OR t.department = :only)
)
