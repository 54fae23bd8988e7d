-- What each post may give by itself, as the house sets it, and the indexes that the running sums are read from.

CREATE TABLE limit_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0), -- from 1; the newest is in force
  limits          TEXT NOT NULL,               -- JSON: role x remedy x case, month, year
  why             TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;
CREATE TRIGGER limit_versions_stay BEFORE UPDATE ON limit_versions BEGIN SELECT RAISE(ABORT, 'limits are append-only'); END;
CREATE TRIGGER limit_versions_keep BEFORE DELETE ON limit_versions BEGIN SELECT RAISE(ABORT, 'limits are append-only'); END;

DROP INDEX ticket_remedies_by;
CREATE INDEX ticket_remedies_by ON ticket_remedies(proposed_by, business_date, state, remedy, amount_minor, points, ticket_id);
CREATE INDEX tickets_stay ON tickets(stay_id) WHERE stay_id IS NOT NULL;
