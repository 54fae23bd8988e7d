-- Two complaints about one incident become one, and one complaint about two incidents becomes two. Nothing moves: the one that is
-- taken in points to the one that stays, and leads back when it is taken apart again.

ALTER TABLE tickets ADD COLUMN merged_into BLOB REFERENCES tickets(id); -- the complaint it counts with; none where it counts itself
CREATE INDEX tickets_merged ON tickets(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE ticket_joins (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  keep_id         BLOB NOT NULL REFERENCES tickets(id),
  other_id        BLOB NOT NULL REFERENCES tickets(id) CHECK (other_id <> keep_id),
  reason          TEXT NOT NULL,
  was             TEXT NOT NULL,               -- JSON: clocks of the kept one before and after, how the other one was closed
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  settled_at_ms   INTEGER,                     -- when what the house owed under the other one was posted
  ended_at_ms     INTEGER,                     -- when it was taken apart
  ended_by        BLOB,
  ended_because   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_joins_keep ON ticket_joins(keep_id);
CREATE UNIQUE INDEX ticket_joins_other ON ticket_joins(other_id) WHERE ended_at_ms IS NULL;
CREATE INDEX ticket_joins_of ON ticket_joins(other_id);
CREATE TRIGGER ticket_joins_stay BEFORE UPDATE ON ticket_joins
WHEN OLD.ended_at_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.keep_id <> OLD.keep_id OR NEW.other_id <> OLD.other_id
  OR NEW.reason <> OLD.reason OR NEW.was <> OLD.was OR NEW.by_user <> OLD.by_user OR NEW.at_ms <> OLD.at_ms
  OR OLD.settled_at_ms IS NOT NULL AND NEW.settled_at_ms IS NOT OLD.settled_at_ms BEGIN SELECT RAISE(ABORT, 'joins are append-only'); END;
CREATE TRIGGER ticket_joins_keep_rows BEFORE DELETE ON ticket_joins BEGIN SELECT RAISE(ABORT, 'joins are append-only'); END;

CREATE TABLE ticket_splits (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  from_id         BLOB NOT NULL REFERENCES tickets(id),
  to_id           BLOB NOT NULL UNIQUE REFERENCES tickets(id) CHECK (to_id <> from_id),
  reason          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_splits_from ON ticket_splits(from_id);
CREATE TRIGGER ticket_splits_stay BEFORE UPDATE ON ticket_splits BEGIN SELECT RAISE(ABORT, 'splits are append-only'); END;
CREATE TRIGGER ticket_splits_keep BEFORE DELETE ON ticket_splits BEGIN SELECT RAISE(ABORT, 'splits are append-only'); END;
