-- The same where no package says who was merged: nobody.
CREATE VIEW group_merged AS
SELECT property_code, hotel_name AS guest_key, hotel_name AS merged_into
FROM lobby_packages
WHERE FALSE;
