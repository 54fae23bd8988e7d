-- With the numbers and names of all records that were merged into this one, also by way of another.
WITH RECURSIVE joined(id) AS (
  SELECT id FROM guests WHERE merged_into = ?1
  UNION
  SELECT o.id FROM guests o JOIN joined j ON o.merged_into = j.id
)
SELECT d.name, d.latin_name, d.title, d.company, d.document_last4, coalesce(m.member_no, ''), coalesce(m.tier, ''),
       s.last_departure,
       coalesce((SELECT group_concat(n.member_no, ' ') FROM joined j JOIN members n ON n.guest_id = j.id), ''),
       coalesce((SELECT group_concat(n.name || char(10) || n.latin_name, char(10))
                 FROM joined j JOIN guest_details n ON n.guest_id = j.id), ''),
       d.profile
FROM guests g
JOIN guest_details d ON d.guest_id = g.id
LEFT JOIN members m ON m.guest_id = g.id
LEFT JOIN stay_summaries s ON s.guest_id = g.id
WHERE g.id = ?1 AND g.merged_into IS NULL
