-- PMS drop-in: how a person chose to read a file, for the next one with the same header.

CREATE TABLE import_mappings (
  header_digest   BLOB NOT NULL CHECK (length(header_digest) = 32), -- of the header's names, as they are compared
  source          TEXT NOT NULL,               -- the system that the rows come from
  mapping         TEXT NOT NULL,               -- MappingName
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  PRIMARY KEY (header_digest, source)
) STRICT;
