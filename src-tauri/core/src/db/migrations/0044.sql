-- Words that somebody typed into a form and has not saved: they wait for their author, through a lock and another user.

CREATE TABLE unsaved_words (                   -- local, and no record: nobody but their author reads them
  user_id         BLOB NOT NULL CHECK (length(user_id) = 16), -- author
  place           TEXT NOT NULL CHECK (place <> ''), -- which form
  body            TEXT NOT NULL CHECK (body <> ''), -- its fields (JSON)
  kept_at_ms      INTEGER NOT NULL,
  PRIMARY KEY (user_id, place)
) STRICT;
