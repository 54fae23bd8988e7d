-- What the guest said goes only with the guest's consent: it may name people.
SELECT
  t.number, t.guest_id, t.business_date, t.opened_at_ms, t.problem, t.area, t.touchpoint, t.severity, t.mood, t.state, t.department,
  (SELECT json_extract(s.body, '$.cause') FROM ticket_steps s
    WHERE s.ticket_id = t.id AND s.step = 4 ORDER BY s.at_ms DESC, s.id DESC LIMIT 1),
  t.apologised_at_ms, t.solved_at_ms, t.closed_at_ms,
  (SELECT coalesce(sum(r.amount_minor), 0) FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state IN ('within_limit', 'approved')),
  (SELECT coalesce(sum(r.points), 0) FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state IN ('within_limit', 'approved')),
  CASE WHEN d.share_consent THEN t.words END
FROM tickets t
LEFT JOIN guest_details d ON d.guest_id = t.guest_id
WHERE t.kind = 'complaint' AND t.business_date >= ?1 AND t.business_date < ?2
ORDER BY t.number
