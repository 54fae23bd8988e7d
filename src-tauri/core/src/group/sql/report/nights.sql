SELECT property_code, month, stays, room_nights FROM group_nights ORDER BY property_code, month;
