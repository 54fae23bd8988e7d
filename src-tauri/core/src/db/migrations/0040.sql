-- What a hotel brought back from its own packages keeps of them: the keys under which guests went, and which packages it were,
-- so that head office knows both again.

CREATE TABLE brought_guests (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id), -- stays with the record: a merge or an erasure does not touch it
  guest_key       BLOB NOT NULL UNIQUE CHECK (length(guest_key) = 16), -- pseudonym in this hotel's packages
  group_key       BLOB CHECK (length(group_key) = 16), -- pseudonym in the group, for what it was made of never left the house
  group_mark      TEXT NOT NULL                -- by which people tell the group's key that made it; '' where none did
) STRICT;

CREATE TABLE brought_packages (
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES exports(id),
  sequence        INTEGER NOT NULL CHECK (sequence > 0) -- the number that it had
) STRICT;
