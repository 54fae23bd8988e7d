INSERT INTO handovers(id, number, date, shift, begins_ms, ends_ms, out_user, out_words, out_at_ms, cash_minor, keys, radios, fire_ok,
  head_seq, head_mac, in_user, in_words, in_at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
