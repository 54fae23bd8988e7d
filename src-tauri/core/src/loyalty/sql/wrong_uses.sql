SELECT lower(hex(l.id)), l.points - coalesce(u.used, 0), l.left_points
FROM lots l
LEFT JOIN (SELECT lot_id, sum(points) AS used FROM lot_uses GROUP BY lot_id) u ON u.lot_id = l.id
WHERE l.left_points <> l.points - coalesce(u.used, 0)
ORDER BY l.id
LIMIT 1
