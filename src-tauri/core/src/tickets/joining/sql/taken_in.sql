-- The complaints that count with ?1: those that were taken into it, and into those.
WITH RECURSIVE taken(id) AS (
  SELECT id FROM tickets WHERE merged_into = ?1
  UNION
  SELECT t.id FROM taken JOIN tickets t ON t.merged_into = taken.id
)
SELECT id FROM taken
