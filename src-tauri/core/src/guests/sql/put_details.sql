UPDATE guest_details
SET name = ?2, latin_name = ?3, title = ?4, birth_date = ?5, lunar_birthday = ?6, country = ?7, language = ?8,
    company = ?9, vip = ?10, document_kind = ?11, document_last4 = ?12, source = ?13, note = ?14, share_consent = ?15,
    updated_at_ms = ?16, profile = ?17, channel = ?18, document_hash = ?19
WHERE guest_id = ?1
