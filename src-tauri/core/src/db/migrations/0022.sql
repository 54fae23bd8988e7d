-- 客史名单 by the four axes: where each guest stands, in the order of the list, so that a filter that matches nobody is answered
-- without reading everybody. Derived and local: filed in the operation that changes a record, built again where another version
-- of the program filed it, compared by check.

CREATE TABLE listed_guests (
  guest_id        BLOB NOT NULL PRIMARY KEY,
  cell            INTEGER NOT NULL,            -- value, source, likings and complaints in one number
  last_departure  TEXT NOT NULL,               -- ISO date; '' for who never left
  complained_on   TEXT NOT NULL                -- ISO date of the latest complaint; '' for none
) STRICT, WITHOUT ROWID;

CREATE INDEX listed_guests_order ON listed_guests(cell, last_departure, guest_id, complained_on);

CREATE TABLE listed_state (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version         INTEGER NOT NULL             -- how guests were filed
) STRICT;
