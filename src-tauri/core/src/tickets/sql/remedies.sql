SELECT r.id, r.remedy, r.words, r.amount_minor, r.points, r.state, r.above, r.proposed_by, r.proposed_at_ms, r.business_date,
  r.decided_by, r.decided_at_ms, r.decision, p.name, d.name
FROM ticket_remedies r
LEFT JOIN users p ON p.id = r.proposed_by
LEFT JOIN users d ON d.id = r.decided_by
WHERE r.ticket_id = ?1
ORDER BY r.rowid
