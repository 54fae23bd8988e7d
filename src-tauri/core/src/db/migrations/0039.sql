-- Backups: where this desk puts them, which it made last, what drills of them found, and what was restored.

CREATE TABLE backup_place (                    -- local: a path means something on one machine only; at most one row
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  folder          TEXT NOT NULL,               -- whole path of the second place: a stick, a second disk, a share
  by_user         BLOB NOT NULL,               -- who set it
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE backup_newest (                   -- local, and no history: a backup is no change that wants the next one
  place           TEXT NOT NULL PRIMARY KEY CHECK (place IN ('second', 'beside')),
  folder          TEXT NOT NULL,               -- whole path of the backup's own folder
  at_ms           INTEGER NOT NULL,            -- when it was made
  seq             INTEGER NOT NULL,            -- the history's sequence that it holds
  mac             TEXT NOT NULL,               -- and the mac of that row, hexadecimal
  bytes           INTEGER NOT NULL             -- of the copy
) STRICT;

CREATE TABLE drills (                          -- a backup was restored into a scratch place to see whether it comes back
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  at_ms           INTEGER NOT NULL,
  by_user         BLOB NOT NULL,
  report          TEXT NOT NULL                -- DrillReport (JSON): counts, sums, chain head, how long; no guest's data
) STRICT;

CREATE TABLE restores (                        -- this file took the place of another, or came to another machine
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  at_ms           INTEGER NOT NULL,
  by_user         BLOB,                        -- none where nobody could sign in: another machine, a damaged file
  report          TEXT NOT NULL                -- RestoreReport (JSON): from which backup, what is missing since; no guest's data
) STRICT;
