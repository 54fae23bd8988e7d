-- Every word written under the guest's complaints, but who of the staff is answerable.
SELECT t.number, s.step AS step, w.value AS words, s.at_ms AS made_at_ms
FROM tickets t
JOIN ticket_steps s ON s.ticket_id = t.id
JOIN json_tree(s.body) w ON w.type = 'text'
WHERE t.guest_id = ?1 AND w.key IN ('complainant', 'about', 'demand', 'why', 'happened', 'words', 'reason') AND w.value <> ''
UNION ALL
SELECT t.number, NULL, n.words, n.at_ms
FROM tickets t JOIN ticket_notes n ON n.ticket_id = t.id WHERE t.guest_id = ?1
UNION ALL
SELECT t.number, NULL, e.body_name || ' ' || e.reference || ' ' || e.words || ' ' || e.answer_words, e.at_ms
FROM tickets t JOIN ticket_externals e ON e.ticket_id = t.id WHERE t.guest_id = ?1
ORDER BY 1, 4
