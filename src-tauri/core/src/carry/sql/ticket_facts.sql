-- What a sheet says of each open ticket beside its line: what waits for 批示, points that are pending under it or
-- under one that was taken into it, and the day on which the
-- guest leaves, where that is ?1 or before.
SELECT t.id,
  EXISTS (SELECT 1 FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state = 'awaiting'),
  (SELECT coalesce(sum(r.amount_minor), 0) FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state = 'awaiting'),
  (SELECT coalesce(sum(r.points), 0) FROM ticket_remedies r
    WHERE r.remedy = 'points' AND r.state IN ('within_limit', 'approved') AND r.ticket_id IN (
      SELECT t.id UNION ALL
      SELECT j.other_id FROM ticket_joins j WHERE j.keep_id = t.id AND j.ended_at_ms IS NULL AND j.settled_at_ms IS NULL)),
  (SELECT min(s.departure) FROM stays s WHERE s.guest_id = t.guest_id AND s.state = 'in_house' AND s.departure <= ?1)
FROM tickets t
WHERE t.closed_at_ms IS NULL
