INSERT INTO contact_consents(id, guest_id, agreed, told, by_user, at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
