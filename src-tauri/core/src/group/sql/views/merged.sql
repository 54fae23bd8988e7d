-- Cards of a person whom the hotel keeps under another card by now: whoever counts people counts that one. They are few, and a card is
-- named once: DISTINCT says so, and lets SQLite set them apart once instead of walking a hotel's members for every stay.
CREATE VIEW group_merged AS
SELECT DISTINCT property_code, guest_key, merged_into
FROM members
WHERE merged_into IS NOT NULL;
