-- What the house promises by severity, when each department works, and when the clocks of a complaint stand still.

CREATE TABLE clock_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0), -- from 1; the newest is in force
  rules           TEXT NOT NULL,               -- JSON: promises by severity, hours by department
  why             TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;
CREATE TRIGGER clock_versions_stay BEFORE UPDATE ON clock_versions BEGIN SELECT RAISE(ABORT, 'promises are append-only'); END;
CREATE TRIGGER clock_versions_keep BEFORE DELETE ON clock_versions BEGIN SELECT RAISE(ABORT, 'promises are append-only'); END;

CREATE TABLE ticket_pauses (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  reason          TEXT NOT NULL CHECK (reason IN ('guest', 'parts', 'authority', 'other')),
  words           TEXT NOT NULL,
  began_at_ms     INTEGER NOT NULL,
  began_by        BLOB NOT NULL,
  ended_at_ms     INTEGER,                     -- none while it lasts
  ended_by        BLOB
) STRICT;
CREATE INDEX ticket_pauses_ticket ON ticket_pauses(ticket_id);
CREATE UNIQUE INDEX ticket_pauses_lasting ON ticket_pauses(ticket_id) WHERE ended_at_ms IS NULL;
CREATE TRIGGER ticket_pauses_stay BEFORE UPDATE ON ticket_pauses
WHEN OLD.ended_at_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.ticket_id <> OLD.ticket_id OR NEW.reason <> OLD.reason
  OR NEW.words <> OLD.words OR NEW.began_at_ms <> OLD.began_at_ms OR NEW.began_by <> OLD.began_by BEGIN SELECT RAISE(ABORT, 'a standstill only ends, once'); END;
CREATE TRIGGER ticket_pauses_keep BEFORE DELETE ON ticket_pauses BEGIN SELECT RAISE(ABORT, 'standstills are never deleted'); END;
