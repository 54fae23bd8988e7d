SELECT property_code, points FROM group_liability ORDER BY property_code;
