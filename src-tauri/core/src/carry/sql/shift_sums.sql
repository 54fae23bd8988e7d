SELECT
  (SELECT count(*) FROM tickets
    WHERE kind = 'complaint' AND business_date >= ?1 AND business_date <= ?2 AND opened_at_ms >= ?3 AND opened_at_ms < ?4
      AND merged_into IS NULL),
  (SELECT coalesce(sum(amount_minor), 0) FROM ticket_remedies
    WHERE business_date >= ?1 AND business_date <= ?2 AND state IN ('within_limit', 'approved')
      AND proposed_at_ms >= ?3 AND proposed_at_ms < ?4)
