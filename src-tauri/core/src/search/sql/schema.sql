-- The one box. Local and derived: may be dropped and rebuilt at any time; never travels to another desk.

CREATE TABLE search_state (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version         INTEGER NOT NULL,            -- of the keys: what another program filed is filed again
  day             TEXT NOT NULL,               -- business date on which the active rows were chosen
  ranked          INTEGER NOT NULL             -- rows up to this one stand in the order of tier and recency
) STRICT;

CREATE TABLE search_guests (                   -- every guest once; also the content that the large index is compared with
  row             INTEGER NOT NULL PRIMARY KEY, -- given in order of tier and recency, later guests behind
  guest_id        BLOB NOT NULL,
  words           TEXT NOT NULL                -- what the guest is filed under
) STRICT;
CREATE UNIQUE INDEX search_guests_guest ON search_guests(guest_id);

-- Rows are read in their own order and never ranked, so neither positions nor sizes are kept. External content with
-- secure-delete, because an erased guest's words would otherwise stay in the index.
CREATE VIRTUAL TABLE search_words USING fts5(
  words, content='search_guests', content_rowid='row', detail=none, columnsize=0, tokenize="ascii tokenchars '~&$'"
);
INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1);

CREATE TABLE search_tails (                    -- numbers that are known by their end
  reversed        INTEGER NOT NULL,            -- digits, last one first, to 15 places of base 11: an end is a range
  row             INTEGER NOT NULL,            -- of search_guests
  kind            INTEGER NOT NULL,            -- 0 phone, 1 member number, 2 document
  marks           INTEGER NOT NULL,            -- bits for how the names may begin, so that a name beside a number leaves few
  PRIMARY KEY (reversed, row, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_tails_row ON search_tails(row);

CREATE TABLE search_active (                   -- arriving, in house, lately departed, lately written: one row a stay
  row             INTEGER NOT NULL PRIMARY KEY,
  guest_id        BLOB NOT NULL,
  state           TEXT NOT NULL,               -- StayState, '' for a guest who is only lately written
  arrival         TEXT NOT NULL,               -- ISO date, '' without a stay
  departure       TEXT NOT NULL,
  room_no         TEXT NOT NULL,
  tier            INTEGER NOT NULL,            -- 0 no member … 4 platinum
  last            INTEGER NOT NULL             -- last departure as yyyymmdd, 0 for none
) STRICT;
CREATE INDEX search_active_guest ON search_active(guest_id);

CREATE TABLE search_active_keys (              -- whole keys, read by range
  text            TEXT NOT NULL,               -- name, &company, #reversed number, %room
  row             INTEGER NOT NULL,            -- of search_active
  grade           INTEGER NOT NULL,            -- Grade
  PRIMARY KEY (text, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_active_keys_row ON search_active_keys(row);

-- What a guest reads out from a confirmation.
CREATE INDEX search_confirmation ON stays(confirmation COLLATE NOCASE) WHERE confirmation <> '';
