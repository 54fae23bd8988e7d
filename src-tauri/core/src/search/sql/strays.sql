SELECT (SELECT count(*) FROM search_guests f
        WHERE NOT EXISTS (SELECT 1 FROM guests g JOIN guest_details d ON d.guest_id = g.id
                          WHERE g.id = f.guest_id AND g.merged_into IS NULL))
     + (SELECT count(*) FROM search_tails t WHERE NOT EXISTS (SELECT 1 FROM search_guests f WHERE f.row = t.row))
     + (SELECT count(*) FROM search_active a WHERE NOT EXISTS (SELECT 1 FROM search_guests f WHERE f.guest_id = a.guest_id))
