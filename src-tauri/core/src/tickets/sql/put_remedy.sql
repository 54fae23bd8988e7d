INSERT INTO ticket_remedies(id, ticket_id, remedy, words, amount_minor, points, state, above, proposed_by, proposed_at_ms,
  business_date, decided_by, decided_at_ms, decision)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT(id) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by, decided_at_ms = excluded.decided_at_ms,
  decision = excluded.decision
