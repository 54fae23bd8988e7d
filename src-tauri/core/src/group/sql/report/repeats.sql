SELECT property_code, year, guests, repeaters FROM group_repeats ORDER BY property_code, year;
