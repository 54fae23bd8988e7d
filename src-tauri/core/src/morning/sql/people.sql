LEFT JOIN guest_details d ON d.guest_id = t.guest_id
LEFT JOIN users u ON u.id = t.owner
