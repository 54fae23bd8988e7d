-- No statistics: a file that was filled at its making, as a practice hotel is, kept those of that hour, and plans were made for
-- a history of two rows. A hotel's own file never had any; now all are planned alike, and as the tests plan.
DROP TABLE IF EXISTS sqlite_stat1;
DROP TABLE IF EXISTS sqlite_stat4;

-- Every write keeps an image and a request: each in one tree instead of two, and the rows of a write are found by the request.
CREATE TABLE images_kept (
  seq             INTEGER NOT NULL,            -- of the history
  side            TEXT NOT NULL CHECK (side IN ('before', 'after', 'input')), -- of a write, or what was asked
  salt            BLOB NOT NULL,
  body            TEXT NOT NULL,               -- JSON
  PRIMARY KEY (seq, side)
) STRICT, WITHOUT ROWID;
INSERT INTO images_kept SELECT seq, side, salt, body FROM images ORDER BY seq, side;
DROP TABLE images;
ALTER TABLE images_kept RENAME TO images;

CREATE TABLE requests_kept (
  key             TEXT NOT NULL PRIMARY KEY,
  op              TEXT NOT NULL,
  input_digest    BLOB NOT NULL CHECK (length(input_digest) = 32),
  input_version   INTEGER NOT NULL,            -- of the input's form
  answer          TEXT NOT NULL,               -- JSON; ids only, never a guest's data
  changed         TEXT NOT NULL,
  first_seq       INTEGER NOT NULL,            -- of its history; where it wrote none, the row before
  at_ms           INTEGER NOT NULL,
  last_seq        INTEGER NOT NULL CHECK (last_seq >= first_seq) -- of its history
) STRICT, WITHOUT ROWID;
INSERT INTO requests_kept
SELECT key, op, input_digest, input_version, answer, changed, first_seq, at_ms,
  max(first_seq, coalesce((SELECT max(seq) FROM history WHERE request_key = key), first_seq))
FROM requests ORDER BY key;
DROP TABLE requests;
ALTER TABLE requests_kept RENAME TO requests;
DROP INDEX history_key;
