-- What a person should look at before the package goes: each a count.
SELECT
  (SELECT count(*) FROM tickets WHERE +kind = 'complaint' AND business_date >= ?1 AND business_date < ?2 AND closed_at_ms IS NULL AND state <> 'unfounded'),
  (SELECT count(*) FROM tickets WHERE +kind = 'complaint' AND business_date >= ?1 AND business_date < ?2 AND owner IS NULL AND merged_into IS NULL),
  (SELECT count(*) FROM stays WHERE state = 'in_house' AND departure >= ?1 AND departure < ?2),
  (SELECT count(*) FROM stays WHERE state = 'departed' AND departure >= ?1 AND departure < ?2 AND guest_id IS NULL)
