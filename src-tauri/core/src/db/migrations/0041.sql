-- 定期上报: packages that are made by themselves, and caught up on after the machine was off.

CREATE TABLE export_routines (                 -- append-only: when packages are made by themselves, every version that was set
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1), -- the newest of a cadence is in force
  cadence         TEXT NOT NULL CHECK (cadence IN ('day', 'week', 'month')),
  contents        TEXT NOT NULL CHECK (contents IN ('period', 'since_last', 'full')),
  hour            INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23), -- on the hotel's wall, on the business day after the period
  folder          TEXT NOT NULL,               -- whole path of the folder or share
  runs            INTEGER NOT NULL CHECK (runs IN (0, 1)), -- 0: ended
  since_ms        INTEGER NOT NULL,            -- UTC milliseconds; what came round after it counts
  by_user         BLOB NOT NULL,               -- who set it, and in whose name packages are made
  at_ms           INTEGER NOT NULL             -- UTC milliseconds
) STRICT;
CREATE TRIGGER export_routines_stay BEFORE UPDATE ON export_routines BEGIN SELECT RAISE(ABORT, 'what was set is never rewritten'); END;
CREATE TRIGGER export_routines_keep BEFORE DELETE ON export_routines BEGIN SELECT RAISE(ABORT, 'what was set is never deleted'); END;

CREATE TABLE routine_exports (                 -- append-only: packages that a routine made
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES exports(id),
  routine         INTEGER NOT NULL REFERENCES export_routines(version),
  due_ms          INTEGER NOT NULL             -- UTC milliseconds; when it came round
) STRICT;
CREATE TRIGGER routine_exports_stay BEFORE UPDATE ON routine_exports BEGIN SELECT RAISE(ABORT, 'what was made is never rewritten'); END;
CREATE TRIGGER routine_exports_keep BEFORE DELETE ON routine_exports BEGIN SELECT RAISE(ABORT, 'what was made is never forgotten'); END;

CREATE TABLE routine_days (                    -- append-only: days that a person looked at and found right
  day             TEXT NOT NULL PRIMARY KEY,   -- business date
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL             -- UTC milliseconds
) STRICT;
CREATE TRIGGER routine_days_stay BEFORE UPDATE ON routine_days BEGIN SELECT RAISE(ABORT, 'what was said is never rewritten'); END;
CREATE TRIGGER routine_days_keep BEFORE DELETE ON routine_days BEGIN SELECT RAISE(ABORT, 'what was said is never forgotten'); END;

CREATE TABLE routine_tries (                   -- local: what a routine tried on this machine and could not make yet
  cadence         TEXT NOT NULL,
  period          TEXT NOT NULL,               -- name of the period that ended
  code            TEXT NOT NULL,               -- why not, the last time
  args            TEXT NOT NULL,               -- JSON; what the sentence of that code needs
  tries           INTEGER NOT NULL CHECK (tries >= 1), -- how many times it was tried
  first_ms        INTEGER NOT NULL,            -- UTC milliseconds
  last_ms         INTEGER NOT NULL,            -- UTC milliseconds
  PRIMARY KEY (cadence, period)
) STRICT;
