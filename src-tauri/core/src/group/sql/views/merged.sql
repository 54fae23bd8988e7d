-- Cards of a person whom the hotel keeps under another card by now: whoever counts people counts that one.
CREATE VIEW group_merged AS
SELECT property_code, guest_key, merged_into
FROM members
WHERE merged_into IS NOT NULL;
