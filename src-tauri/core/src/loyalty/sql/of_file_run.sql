-- The postings of one run over a file: those that it brought, or those that took them back; ?1 names the file, ?2 the run.
SELECT id, points FROM (
  SELECT e.seq, e.id, e.points FROM ledger e INDEXED BY ledger_source
  WHERE e.source >= ?1 || ':' AND e.source < ?1 || ';' AND e.request_key = ?2
  UNION ALL
  SELECT r.seq, r.id, r.points FROM ledger e INDEXED BY ledger_source JOIN ledger r ON r.reverses = e.id
  WHERE e.source >= ?1 || ':' AND e.source < ?1 || ';' AND r.request_key = ?2
)
ORDER BY seq
