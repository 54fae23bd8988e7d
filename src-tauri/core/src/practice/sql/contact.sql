INSERT INTO guest_contacts(id, guest_id, kind, value, normal, preferred, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
