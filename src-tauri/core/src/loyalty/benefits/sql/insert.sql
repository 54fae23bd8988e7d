INSERT INTO benefit_lines(id, guest_id, stay_id, deed, code, words, count, tier, cost_minor, note, by_user, at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
