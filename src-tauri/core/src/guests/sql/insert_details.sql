INSERT INTO guest_details(guest_id, name, latin_name, title, birth_date, lunar_birthday, country, language, company, vip,
                          document_kind, document_last4, source, note, share_consent, updated_at_ms,
                          profile, channel, document_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
