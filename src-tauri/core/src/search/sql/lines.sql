-- What a line of the box shows, in one row of its own: a hit was a dozen pages of six tables before. In the order of
-- search_guests, so that those who are looked for most lie together. Filed in the operation that changes a record, as words are.
CREATE TABLE search_lines (
  row             INTEGER NOT NULL PRIMARY KEY, -- of search_guests
  guest_id        BLOB NOT NULL,
  name            TEXT NOT NULL,
  latin_name      TEXT NOT NULL,
  title           TEXT NOT NULL,
  company         TEXT NOT NULL,
  document_last4  TEXT NOT NULL,
  member_no       TEXT NOT NULL,               -- '' for no member
  tier            TEXT NOT NULL,               -- '' for no member
  last_departure  TEXT,                        -- ISO date
  other_numbers   TEXT NOT NULL,               -- member numbers of the records merged into this one, joined by blanks
  contacts        TEXT NOT NULL                -- JSON: telephones and mail addresses, the preferred first: kind, value, compared form
) STRICT;

ALTER TABLE search_active ADD COLUMN line INTEGER NOT NULL DEFAULT 0; -- row of search_guests
