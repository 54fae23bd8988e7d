SELECT g.id FROM guests g JOIN guest_details d ON d.guest_id = g.id WHERE g.merged_into IS NULL ORDER BY g.id
