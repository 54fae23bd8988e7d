-- A closed complaint that comes back: why, by whom, and what stood under it then.

CREATE TABLE ticket_reopenings (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  solved_at_ms    INTEGER,                     -- the outcome that did not last
  closed_at_ms    INTEGER NOT NULL,
  closed_by       BLOB,
  steps           INTEGER NOT NULL CHECK (steps >= 0),    -- step rows that stood then
  remedies        INTEGER NOT NULL CHECK (remedies >= 0), -- remedies that stood then: settled and paid
  pauses          INTEGER NOT NULL CHECK (pauses >= 0)    -- standstills behind it then
) STRICT;
CREATE INDEX ticket_reopenings_ticket ON ticket_reopenings(ticket_id);
CREATE TRIGGER ticket_reopenings_stay BEFORE UPDATE ON ticket_reopenings BEGIN SELECT RAISE(ABORT, 'reopenings are append-only'); END;
CREATE TRIGGER ticket_reopenings_keep BEFORE DELETE ON ticket_reopenings BEGIN SELECT RAISE(ABORT, 'reopenings are append-only'); END;
