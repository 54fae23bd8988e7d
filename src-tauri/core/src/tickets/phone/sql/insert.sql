INSERT INTO phone_approvals(id, ticket_id, step_id, approver, entered_by, code_step, amount_minor, points, words, at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
