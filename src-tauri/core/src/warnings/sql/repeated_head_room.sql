SELECT t.room_no, t.problem, NULL, NULL, NULL, count(*), min(t.business_date), max(t.business_date) FROM tickets t
