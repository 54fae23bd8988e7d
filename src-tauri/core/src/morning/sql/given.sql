-- Remedies that stood up in the period: given inside limits on its days, or approved between its instants.
WITH given AS (
  SELECT r.rowid AS place, r.proposed_by AS hand, r.proposed_at_ms AS given_at_ms
  FROM ticket_remedies r
  WHERE r.business_date >= :from AND r.business_date <= :to AND r.state = 'within_limit' AND r.proposed_at_ms < :until
  UNION ALL
  SELECT r.rowid, r.decided_by, r.decided_at_ms
  FROM ticket_remedies r
  WHERE r.decided_at_ms >= :begin AND r.decided_at_ms < :until AND r.state = 'approved'
)
