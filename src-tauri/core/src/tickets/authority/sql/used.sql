-- What :user gave on their own authority, by remedy: in the case, in the month, in the year; and what anybody gave without
-- 批示 in the same matter. Approvals count where the approver has limits too (:approves), by the instant of the decision.
-- One case is the ticket itself with whatever was merged with it or split from it. One matter is the case, and of the same guest, the same stay or the same problem in the same room what was given
-- after :since. Each part is one short stretch of an index.
matter(id) AS (
  SELECT id FROM family
  UNION
  SELECT o.id FROM family f CROSS JOIN tickets t ON t.id = f.id CROSS JOIN tickets o ON o.guest_id = t.guest_id
  UNION
  SELECT o.id FROM family f CROSS JOIN tickets t ON t.id = f.id CROSS JOIN tickets o ON o.stay_id = t.stay_id
  UNION
  SELECT o.id FROM family f CROSS JOIN tickets t ON t.id = f.id CROSS JOIN tickets o ON o.room_no = t.room_no AND o.problem = t.problem
  WHERE t.room_no <> ''
),
given AS (
  SELECT remedy, amount_minor, points, ticket_id IN (SELECT id FROM family) AS here, business_date >= :month AND business_date < :next_month AS lately,
    1 AS this_year, 0 AS near
  FROM ticket_remedies
  WHERE proposed_by = :user AND business_date >= :year AND business_date < :next_year AND state = 'within_limit'
  UNION ALL
  SELECT remedy, amount_minor, points, 1, 0, 0, 0
  FROM ticket_remedies
  WHERE ticket_id IN (SELECT id FROM family) AND +proposed_by = :user AND NOT (business_date >= :year AND business_date < :next_year)
    AND state = 'within_limit'
  UNION ALL
  SELECT remedy, amount_minor, points, ticket_id IN (SELECT id FROM family), decided_at_ms >= :month_ms AND decided_at_ms < :next_month_ms, 1, 0
  FROM ticket_remedies
  WHERE :approves AND decided_by = :user AND decided_at_ms >= :year_ms AND decided_at_ms < :next_year_ms AND state = 'approved'
  UNION ALL
  SELECT remedy, amount_minor, points, 1, 0, 0, 0
  FROM ticket_remedies
  WHERE :approves AND ticket_id IN (SELECT id FROM family) AND +decided_by = :user AND NOT (decided_at_ms >= :year_ms AND decided_at_ms < :next_year_ms)
    AND state = 'approved'
  UNION ALL
  SELECT r.remedy, r.amount_minor, r.points, 0, 0, 0, 1
  FROM matter m CROSS JOIN ticket_remedies r ON r.ticket_id = m.id
  WHERE (r.state = 'within_limit' OR :approves AND r.state = 'approved' AND r.decided_by = :user)
    AND (r.ticket_id IN (SELECT id FROM family) OR r.business_date > :since)
)
SELECT remedy,
  coalesce(sum(amount_minor) FILTER (WHERE here), 0),
  coalesce(sum(amount_minor) FILTER (WHERE lately), 0),
  coalesce(sum(amount_minor) FILTER (WHERE this_year), 0),
  coalesce(sum(amount_minor) FILTER (WHERE near), 0),
  coalesce(sum(points) FILTER (WHERE here), 0),
  coalesce(sum(points) FILTER (WHERE lately), 0),
  coalesce(sum(points) FILTER (WHERE this_year), 0),
  coalesce(sum(points) FILTER (WHERE near), 0)
FROM given
GROUP BY remedy
ORDER BY remedy
