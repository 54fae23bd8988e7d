SELECT guest_id, name, latin_name, title, birth_date, lunar_birthday, country, language, company, vip,
       document_kind, document_last4, source, note, share_consent, updated_at_ms, profile, channel, document_hash
FROM guest_details WHERE guest_id = ?1
