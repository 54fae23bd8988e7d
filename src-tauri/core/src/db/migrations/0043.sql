-- What holding the file against itself found, at the start of a day and after an end that was none.

CREATE TABLE day_checks (                      -- local: each desk checks its own copy; no history, for a check changes nothing
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), -- the newest alone
  found           TEXT NOT NULL,               -- DayCheck (JSON): day, head, what is wrong and where; no guest's data
  seal            BLOB NOT NULL CHECK (length(seal) = 32) -- keyed with the chain's key
) STRICT;
