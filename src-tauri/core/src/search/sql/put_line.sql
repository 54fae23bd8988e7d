INSERT INTO search_lines(row, guest_id, name, latin_name, title, company, document_last4, member_no, tier, last_departure,
  other_numbers, contacts, other_names, profile)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT(row) DO UPDATE SET
  name = excluded.name, latin_name = excluded.latin_name, title = excluded.title, company = excluded.company,
  document_last4 = excluded.document_last4, member_no = excluded.member_no, tier = excluded.tier,
  last_departure = excluded.last_departure, other_numbers = excluded.other_numbers, contacts = excluded.contacts,
  other_names = excluded.other_names, profile = excluded.profile
