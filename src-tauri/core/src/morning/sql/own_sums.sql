SELECT a.id, a.role, a.department, a.name, sum(r.amount_minor), count(*)
FROM given
JOIN ticket_remedies r ON r.rowid = given.place
JOIN users a ON a.id = given.hand
GROUP BY a.id
ORDER BY sum(r.amount_minor) DESC, a.rowid
