-- The requests whose image of what was asked holds the word and goes; a namesake's own record is no mention.
UPDATE requests SET input_digest = zeroblob(32) WHERE (key, first_seq) IN (
  SELECT h.request_key, h.seq FROM images i JOIN history h ON h.seq = i.seq
  WHERE i.side = 'input' AND h.kind <> 'guest' AND instr(i.body, ?1) > 0
)
