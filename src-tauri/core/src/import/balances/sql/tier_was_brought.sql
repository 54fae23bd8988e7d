-- Whether a file that stands gave this guest a tier.
SELECT EXISTS (
  SELECT 1 FROM manual_tiers m
  JOIN balance_tiers b ON b.manual_id = m.id
  JOIN balance_files f ON f.id = b.import_id
  WHERE m.guest_id = ?1 AND f.state = 'applied'
)
