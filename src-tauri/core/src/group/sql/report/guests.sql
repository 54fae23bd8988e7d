SELECT hotels, count(*) AS guests, sum(stays) AS stays FROM group_guests GROUP BY hotels ORDER BY hotels;
