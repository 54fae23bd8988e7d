SELECT
  i.source, count(*), sum(i.rows), sum(i.refused), sum(i.conflicting),
  coalesce(sum((SELECT f.rows FROM import_findings f
    WHERE f.import_id = i.id AND f.kind = 'flagged' AND f.column_name = '' AND f.code = '')), 0),
  coalesce(sum((SELECT f.rows FROM import_findings f
    WHERE f.import_id = i.id AND f.kind = 'refused' AND f.column_name = '' AND f.code = 'field_count')), 0),
  sum(i.new), sum(i.changed), min(i.at_ms), max(i.at_ms)
FROM imports i
WHERE i.state = 'applied'
GROUP BY i.source
ORDER BY i.source
