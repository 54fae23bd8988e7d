SELECT e.ticket_id, e.id, e.body, e.body_name, e.reference, e.received_on, e.due_on, e.due_ms, e.words, u.name, e.at_ms,
  e.answered_on, e.sent_how, e.answer_words, a.name, e.answered_at_ms
FROM ticket_externals e
LEFT JOIN users u ON u.id = e.by_user
LEFT JOIN users a ON a.id = e.answered_by
