-- 接待情景: which of the six steps of a check-in were confirmed at the desk, by whom and when.

CREATE TABLE check_in_steps (                  -- shared; written with the check-in, append-only
  stay_id         BLOB NOT NULL REFERENCES stays(id),
  step            TEXT NOT NULL CHECK (step IN ('booking', 'document', 'room', 'payment', 'key', 'wishes')),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  PRIMARY KEY (stay_id, step)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER check_in_steps_stay BEFORE UPDATE ON check_in_steps BEGIN SELECT RAISE(ABORT, 'what was confirmed stays'); END;
CREATE TRIGGER check_in_steps_keep BEFORE DELETE ON check_in_steps BEGIN SELECT RAISE(ABORT, 'what was confirmed stays'); END;
