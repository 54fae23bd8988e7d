-- Guests who may be one person. A suspicion is two ids and codes: no guest's data.

CREATE TABLE duplicates (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- derived from the two guests
  a               BLOB NOT NULL,               -- the guest whose id is less; the row outlives the guest
  b               BLOB NOT NULL,
  score_ppm       INTEGER NOT NULL CHECK (score_ppm BETWEEN 0 AND 1000000), -- how likely they are one, in millionths
  because         TEXT NOT NULL,               -- JSON list of feature, level, weight in bits
  state           TEXT NOT NULL CHECK (state IN ('open', 'dismissed')), -- that they are merged, the guests say
  found_at_ms     INTEGER NOT NULL,            -- when they were first suspected
  settled_by      BLOB,                        -- user who dismissed it
  settled_at_ms   INTEGER,
  CHECK (a < b),
  CHECK ((state = 'open') = (settled_at_ms IS NULL))
) STRICT;
CREATE UNIQUE INDEX duplicates_pair ON duplicates(a, b);
CREATE INDEX duplicates_other ON duplicates(b);
CREATE INDEX duplicates_best ON duplicates(state, score_ppm);

CREATE TABLE duplicate_model (                 -- local: what the last full run learnt of this file
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version         INTEGER NOT NULL,            -- of the comparison: what another program learnt is not used
  body            TEXT NOT NULL,               -- JSON
  learnt_at_ms    INTEGER NOT NULL
) STRICT;

CREATE TABLE duplicate_commons (               -- local: what several guests have, so that it says less
  value           INTEGER NOT NULL PRIMARY KEY, -- digest of kind and value
  guests          INTEGER NOT NULL,            -- how many have it
  placeholder     INTEGER NOT NULL CHECK (placeholder IN (0, 1)) -- belongs to nobody: never compared
) STRICT;

CREATE INDEX duplicate_birth ON guest_details(birth_date) WHERE birth_date IS NOT NULL;
CREATE INDEX duplicate_document ON guest_details(document_hash) WHERE document_hash IS NOT NULL;
