-- The record that stands, and all that were merged into it, also by way of another.
WITH RECURSIVE joined(id) AS (
  SELECT id FROM guests WHERE id = ?1
  UNION
  SELECT o.id FROM guests o JOIN joined j ON o.merged_into = j.id
)
SELECT id FROM joined
