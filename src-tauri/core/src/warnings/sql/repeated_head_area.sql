SELECT NULL, NULL, NULL, NULL, t.area, count(*), min(t.business_date), max(t.business_date) FROM tickets t
