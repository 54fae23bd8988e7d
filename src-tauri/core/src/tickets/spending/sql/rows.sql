SELECT c.id, c.ticket_id, c.number, c.room_no, c.department, c.cause, c.remedy, c.words, c.amount_minor, c.points, c.state, u.name,
  c.business_date
FROM counted c
LEFT JOIN users u ON u.id = c.person
WHERE (:cause IS NULL OR c.cause = :cause) AND (:person IS NULL OR c.person = :person)
ORDER BY c.business_date DESC, c.place DESC
LIMIT :most
