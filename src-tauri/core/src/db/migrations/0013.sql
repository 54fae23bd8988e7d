-- What an import found about its file, and what was decided where the file contradicts what staff typed.

ALTER TABLE imports ADD COLUMN kept_ours INTEGER NOT NULL DEFAULT 0; -- rows, of those counted above, in which a value of ours stands by a decision

CREATE TABLE import_findings (                 -- counts over all rows; never what stands in them
  import_id       BLOB NOT NULL REFERENCES imports(id),
  kind            TEXT NOT NULL CHECK (kind IN ('encoding', 'refused', 'conflicting', 'flagged', 'missing', 'placeholder')),
  column_name     TEXT NOT NULL,               -- as the mapping calls it; empty for the whole row
  code            TEXT NOT NULL,               -- RowCode, StayWarning or encoding; empty where the kind says it
  rows            INTEGER NOT NULL CHECK (rows > 0), -- of the file
  PRIMARY KEY (import_id, kind, column_name, code)
) STRICT;

CREATE TABLE import_finding_rows (             -- the first rows of each finding
  import_id       BLOB NOT NULL REFERENCES imports(id),
  kind            TEXT NOT NULL,
  column_name     TEXT NOT NULL,
  code            TEXT NOT NULL,
  line            INTEGER NOT NULL,            -- of the file, from 1
  stay_id         BLOB,                        -- that the row brought or is; the finding outlives the stay
  PRIMARY KEY (import_id, kind, column_name, code, line)
) STRICT;

CREATE TABLE import_conflicts (                -- values of files against what staff typed; digests, not the values
  stay_id         BLOB NOT NULL,               -- whose row brought it
  column_name     TEXT NOT NULL,
  record          BLOB NOT NULL,               -- stay or guest that keeps the value of ours
  theirs_digest   BLOB NOT NULL CHECK (length(theirs_digest) = 16), -- of record, column and the file's value
  standing        TEXT NOT NULL CHECK (standing IN ('waiting', 'kept')), -- nobody was asked; somebody decided for ours
  import_id       BLOB NOT NULL REFERENCES imports(id),
  PRIMARY KEY (stay_id, column_name)
) STRICT;
CREATE INDEX import_conflicts_record ON import_conflicts(record, column_name, theirs_digest);
CREATE INDEX import_conflicts_import ON import_conflicts(import_id);
