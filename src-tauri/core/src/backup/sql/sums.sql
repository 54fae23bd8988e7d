SELECT (SELECT coalesce(sum((room_minor + food_minor + other_minor) >> 32), 0) FROM stays),
       (SELECT coalesce(sum((room_minor + food_minor + other_minor) & 4294967295), 0) FROM stays),
       (SELECT coalesce(sum(points >> 32), 0) FROM ledger),
       (SELECT coalesce(sum(points & 4294967295), 0) FROM ledger),
       (SELECT coalesce(sum(left_points >> 32), 0) FROM lots),
       (SELECT coalesce(sum(left_points & 4294967295), 0) FROM lots)
