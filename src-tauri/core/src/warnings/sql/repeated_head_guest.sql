SELECT NULL, NULL, t.guest_id, (SELECT d.name FROM guest_details d WHERE d.guest_id = t.guest_id), NULL, count(*),
  min(t.business_date), max(t.business_date)
FROM tickets t
