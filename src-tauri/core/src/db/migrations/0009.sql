-- The folder that this desk watches for files of stays, and what became of each file that landed in it.

CREATE TABLE import_folder (                   -- local: a path means something on one machine only; at most one row
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  folder          TEXT NOT NULL,               -- whole path
  source          TEXT,                        -- the system that all its files come from, where one was named
  by_user         BLOB NOT NULL,               -- in whose name its files come in
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE import_landed (                   -- local, as the folder is; names and digests, no guest's data
  file_name       TEXT NOT NULL PRIMARY KEY,   -- name only, no folder
  bytes           INTEGER NOT NULL,            -- as it was read
  modified_ms     INTEGER NOT NULL,            -- machine's time
  sha256          BLOB NOT NULL CHECK (length(sha256) = 32),
  header_digest   BLOB,                        -- of the header's names, as they are compared; none where there is no header
  standing        TEXT NOT NULL CHECK (standing IN ('imported', 'same', 'needs_mapping', 'refused')),
  code            TEXT NOT NULL,               -- why the whole file was refused, or empty
  import_id       BLOB REFERENCES imports(id), -- that brought its rows
  refusals        TEXT NOT NULL,               -- name of the file beside it that lists its refused rows, or empty
  at_ms           INTEGER NOT NULL
) STRICT;
