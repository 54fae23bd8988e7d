-- 挂账, the grounds of what is posted by hand, and whose account is a colleague's own.

CREATE TABLE pendings (                        -- points that are promised and not yet the member's: one row a promise
  hold_id         BLOB NOT NULL PRIMARY KEY CHECK (length(hold_id) = 16), -- ledger row that holds them on the pending account
  account         INTEGER NOT NULL REFERENCES accounts(id), -- whose they will be; follows a merge
  house           TEXT NOT NULL,               -- House: who gives
  points          INTEGER NOT NULL CHECK (points BETWEEN 1 AND 1000000000), -- points
  code            TEXT NOT NULL,               -- EntryCode of the credit to come
  source          TEXT NOT NULL,               -- as the credit will have it
  remedy_id       BLOB,                        -- the complaint's remedy under which they stand; none for a dated promise
  due_on          TEXT,                        -- business date from which a run posts them; none where a close does
  expires_on      TEXT,                        -- last business date of the lot to come, where that was said
  held_on         TEXT NOT NULL,               -- business date
  state           TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'voided')),
  entry_id        BLOB UNIQUE,                 -- the credit
  settled_on      TEXT,                        -- business date
  CHECK ((remedy_id IS NULL) <> (due_on IS NULL)),
  CHECK ((state = 'posted') = (entry_id IS NOT NULL)),
  CHECK ((state = 'pending') = (settled_on IS NULL))
) STRICT;
CREATE UNIQUE INDEX pendings_remedy ON pendings(remedy_id) WHERE state <> 'voided';
CREATE INDEX pendings_account ON pendings(account, state);
CREATE INDEX pendings_source ON pendings(source) WHERE state = 'pending';
CREATE INDEX pendings_due ON pendings(due_on) WHERE state = 'pending';
CREATE TRIGGER pendings_stay BEFORE UPDATE OF hold_id, house, points, code, source, remedy_id, due_on, expires_on, held_on ON pendings BEGIN SELECT RAISE(ABORT, 'a promise is never rewritten'); END;
CREATE TRIGGER pendings_once BEFORE UPDATE OF state, entry_id, settled_on ON pendings WHEN OLD.state <> 'pending' BEGIN SELECT RAISE(ABORT, 'a promise is settled once'); END;
CREATE TRIGGER pendings_keep BEFORE DELETE ON pendings BEGIN SELECT RAISE(ABORT, 'a promise is never deleted'); END;

CREATE TABLE ledger_grounds (                  -- append-only: why a posting was made by hand, and who confirmed it
  entry_id        BLOB NOT NULL PRIMARY KEY CHECK (length(entry_id) = 16), -- ledger row
  reason          TEXT NOT NULL,               -- in words; empty where another row says it
  second_by       BLOB                         -- who confirmed with a PIN of their own; none within the limit
) STRICT;
CREATE TRIGGER ledger_grounds_stay BEFORE UPDATE ON ledger_grounds BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_grounds_keep BEFORE DELETE ON ledger_grounds BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

ALTER TABLE users ADD COLUMN guest_id BLOB REFERENCES guests(id); -- the colleague's own record as a guest: no account of their own

CREATE INDEX history_expiries ON history(seq) WHERE op = 'expire_points';

CREATE TABLE balance_files (                   -- one file of points from the system before is one operation
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  file_name       TEXT NOT NULL,               -- name only, no folder
  file_sha256     BLOB NOT NULL,
  rows            INTEGER NOT NULL,            -- rows of the file, and of them:
  taken           INTEGER NOT NULL,            -- rows
  refused         INTEGER NOT NULL,            -- rows
  members         INTEGER NOT NULL,            -- members who have points from it
  points          INTEGER NOT NULL,            -- points together
  state           TEXT NOT NULL CHECK (state IN ('applied', 'undone')),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;
