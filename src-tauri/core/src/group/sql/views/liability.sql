-- Points that a hotel's members held when its newest package was made.
CREATE VIEW group_liability AS
SELECT p.property_code, p.last_day, p.points_closing AS points
FROM lobby_packages p
WHERE p.applied AND p.points_closing IS NOT NULL AND p.lobby_rank = (
  SELECT max(n.lobby_rank) FROM lobby_packages n
  WHERE n.property_code = p.property_code AND n.applied AND n.points_closing IS NOT NULL
);
