-- The requests whose first images go with images_of_others.sql, by the same rows.
WITH gone(key, seq) AS (
  SELECT h.request_key, h.seq FROM companions c JOIN history h ON h.record = c.id WHERE c.other_id = ?1
  UNION SELECT h.request_key, h.seq FROM referrals r JOIN history h ON h.record = r.id WHERE r.referred_id = ?1
  UNION SELECT h.request_key, h.seq FROM duplicates d JOIN history h ON h.record = d.id WHERE d.b = ?1
  UNION SELECT h.request_key, h.seq FROM merges m JOIN history h ON h.record = m.id WHERE m.keep_id = ?1 OR m.other_id = ?1
  UNION SELECT h.request_key, h.seq FROM tickets t JOIN history h ON h.record = t.id WHERE t.guest_id = ?1
  UNION SELECT h.request_key, h.seq FROM stays s JOIN history h ON h.record = s.id WHERE s.guest_id = ?1
  UNION SELECT h.request_key, h.seq FROM history h WHERE h.record = ?1
)
UPDATE requests SET input_digest = zeroblob(32) WHERE key IN (SELECT key FROM gone) AND first_seq IN (SELECT seq FROM gone)
