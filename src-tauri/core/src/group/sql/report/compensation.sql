SELECT property_code, month, currency, compensated, round(amount, 2) AS amount, points FROM group_compensation
ORDER BY property_code, month;
