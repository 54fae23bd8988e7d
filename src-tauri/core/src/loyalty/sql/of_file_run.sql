-- The postings of one run over a file: those that it brought, or those that took them back; ?1 the file's source, ?2 the run.
SELECT id, points FROM (
  SELECT e.seq, e.id, e.points FROM ledger e WHERE e.source = ?1 AND e.request_key = ?2
  UNION ALL
  SELECT r.seq, r.id, r.points FROM ledger e JOIN ledger r ON r.reverses = e.id WHERE e.source = ?1 AND r.request_key = ?2
)
ORDER BY seq
