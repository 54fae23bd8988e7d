SELECT property_code, month, cause, complaints FROM group_complaints ORDER BY property_code, month, cause;
