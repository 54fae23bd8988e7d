INSERT INTO vouchers(id, number, guest_id, entry_id, reward, words, points, cost_minor, turn, mark, valid_until, issued_by,
                     issued_at_ms, issued_on)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
