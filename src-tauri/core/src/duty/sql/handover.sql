SELECT id, number, date, shift, begins_ms, ends_ms, out_user, out_words, out_at_ms, cash_minor, keys, radios, fire_ok, head_seq,
  head_mac, in_user, in_words, in_at_ms
FROM handovers
