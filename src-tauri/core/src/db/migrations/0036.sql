-- What happens to a package: whom it is sealed to, what is kept of it and for how long, where copies of it went.

CREATE TABLE seal_keys (                       -- append-only: head office's public key, every version that was set
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1), -- the newest is in force
  recipient       TEXT NOT NULL,               -- age1…
  fingerprint     TEXT NOT NULL CHECK (length(fingerprint) = 32), -- hexadecimal
  whose           TEXT NOT NULL,               -- what people call it
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL             -- UTC milliseconds
) STRICT;
CREATE TRIGGER seal_keys_stay BEFORE UPDATE ON seal_keys BEGIN SELECT RAISE(ABORT, 'a key that was set is never rewritten'); END;
CREATE TRIGGER seal_keys_keep BEFORE DELETE ON seal_keys BEGIN SELECT RAISE(ABORT, 'a key that was set is never deleted'); END;

CREATE TABLE kept_packages (                   -- append-only: packages whose files were kept, encrypted, beside the hotel's file
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES exports(id),
  made_on         TEXT NOT NULL,               -- business date; they are kept for so many months from it
  recipient       TEXT NOT NULL                -- age1… of whom it was sealed to; empty where it left open
) STRICT;
CREATE TRIGGER kept_packages_stay BEFORE UPDATE ON kept_packages BEGIN SELECT RAISE(ABORT, 'what was kept is never rewritten'); END;
CREATE TRIGGER kept_packages_keep BEFORE DELETE ON kept_packages BEGIN SELECT RAISE(ABORT, 'what was kept is never forgotten'); END;

CREATE TABLE kept_files (                      -- append-only: the files of a kept package, as they leave
  export_id       BLOB NOT NULL REFERENCES kept_packages(export_id),
  place           INTEGER NOT NULL CHECK (place >= 0), -- order in the package, the manifest first
  path            TEXT NOT NULL,               -- name inside the folder
  rows            INTEGER NOT NULL,            -- below the header
  bytes           INTEGER NOT NULL,            -- length
  sha256          TEXT NOT NULL CHECK (length(sha256) = 64), -- of its bytes, hexadecimal
  PRIMARY KEY (export_id, place)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER kept_files_stay BEFORE UPDATE ON kept_files BEGIN SELECT RAISE(ABORT, 'what was kept is never rewritten'); END;
CREATE TRIGGER kept_files_keep BEFORE DELETE ON kept_files BEGIN SELECT RAISE(ABORT, 'what was kept is never forgotten'); END;

CREATE TABLE kept_ends (                       -- append-only: a kept package whose files are gone, and why
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES kept_packages(export_id),
  because         TEXT NOT NULL CHECK (because IN ('age', 'erased')),
  replaced_by     BLOB REFERENCES exports(id), -- the version without the guest who was erased
  ended_on        TEXT NOT NULL,               -- business date
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,            -- UTC milliseconds
  CHECK ((because = 'erased') = (replaced_by IS NOT NULL))
) STRICT;
CREATE TRIGGER kept_ends_stay BEFORE UPDATE ON kept_ends BEGIN SELECT RAISE(ABORT, 'what is gone stays gone'); END;
CREATE TRIGGER kept_ends_keep BEFORE DELETE ON kept_ends BEGIN SELECT RAISE(ABORT, 'what is gone stays gone'); END;

CREATE TABLE export_copies (                   -- append-only: where a package went, and in which shape
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  export_id       BLOB NOT NULL REFERENCES exports(id),
  folder          TEXT NOT NULL,               -- whole path of the folder that it was written to
  name            TEXT NOT NULL,               -- of the folder or sealed file there
  fingerprint     TEXT NOT NULL,               -- of the key it is sealed to; empty where it went open
  bytes           INTEGER NOT NULL,            -- of all that was written
  sha256          TEXT NOT NULL CHECK (length(sha256) = 64), -- of the sealed file, or of the manifest; hexadecimal
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL             -- UTC milliseconds
) STRICT;
CREATE INDEX export_copies_export ON export_copies(export_id);
CREATE TRIGGER export_copies_stay BEFORE UPDATE ON export_copies BEGIN SELECT RAISE(ABORT, 'the history of exports is append-only'); END;
CREATE TRIGGER export_copies_keep BEFORE DELETE ON export_copies BEGIN SELECT RAISE(ABORT, 'the history of exports is append-only'); END;
