-- Guests who were erased: nothing personal is left of them. Asked only where there are fewer details than guests.
SELECT g.id FROM guests g
WHERE (SELECT count(*) FROM guest_details) < (SELECT count(*) FROM guests)
  AND NOT EXISTS (SELECT 1 FROM guest_details d WHERE d.guest_id = g.id)
