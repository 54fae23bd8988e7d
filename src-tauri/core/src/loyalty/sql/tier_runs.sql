-- The runs over all members as history keeps them.
SELECT history.seq, history.request_key, coalesce(image.body ->> '$.run.rose', 0) + coalesce(image.body ->> '$.run.fell', 0),
  coalesce(image.body ->> '$.digest', '')
FROM history
JOIN images image ON image.seq = history.seq AND image.side = 'after'
WHERE history.op = 'run_tiers'
ORDER BY history.seq
