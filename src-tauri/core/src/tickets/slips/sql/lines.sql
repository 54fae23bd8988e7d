SELECT r.id, r.remedy, r.words, r.amount_minor, p.name, d.name, r.decided_at_ms, r.decision,
  EXISTS (SELECT 1 FROM phone_approvals a WHERE a.ticket_id = r.ticket_id AND a.approver = r.decided_by AND a.at_ms = r.decided_at_ms)
FROM ticket_slip_lines l
JOIN ticket_remedies r ON r.id = l.remedy_id
LEFT JOIN users p ON p.id = r.proposed_by
LEFT JOIN users d ON d.id = r.decided_by
WHERE l.slip_id = ?1
ORDER BY r.rowid
