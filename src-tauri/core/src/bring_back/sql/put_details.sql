INSERT INTO guest_details(guest_id, name, latin_name, title, lunar_birthday, country, language, company, vip, document_kind,
  document_last4, source, note, share_consent, updated_at_ms)
VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, '', ?7, '', '', ?8, '', ?9, ?10)
ON CONFLICT(guest_id) DO UPDATE SET name = excluded.name, latin_name = excluded.latin_name, title = excluded.title,
  country = excluded.country, language = excluded.language, vip = excluded.vip, share_consent = excluded.share_consent
