SELECT substr(c.business_date, 1, 8) || '01', c.department, c.cause, c.person, u.name, c.state = 'awaiting', count(*), sum(c.amount_minor)
FROM counted c
LEFT JOIN users u ON u.id = c.person
WHERE (:cause IS NULL OR c.cause = :cause) AND (:person IS NULL OR c.person = :person)
GROUP BY 1, 2, 3, 4, 6
