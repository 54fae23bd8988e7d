SELECT property_code, hotel_name, currency, packages, first_day, last_day FROM group_hotels ORDER BY property_code;
