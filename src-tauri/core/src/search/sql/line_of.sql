SELECT l.guest_id, l.name, l.latin_name, l.title, l.company, l.document_last4, l.member_no, l.tier, l.last_departure,
       l.other_numbers, l.other_names, l.profile, l.contacts
FROM search_guests g
JOIN search_lines l ON l.row = g.row
WHERE g.guest_id = ?1
