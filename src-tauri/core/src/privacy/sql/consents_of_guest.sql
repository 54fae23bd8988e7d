-- Each word on a purpose with the text that it was given to, then each word on being contacted.
SELECT p.purpose AS "purpose@consent.purpose", p.agreed, p.text_version, x.words AS text, p.told, p.guardian, p.business_date
FROM purpose_consents p LEFT JOIN consent_texts x ON x.purpose = p.purpose AND x.version = p.text_version
WHERE p.guest_id = ?1
UNION ALL
SELECT 'contact', agreed, NULL, NULL, told, '', business_date FROM contact_consents WHERE guest_id = ?1
ORDER BY 7
