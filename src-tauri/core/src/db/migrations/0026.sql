-- 外部投诉: a guest went to 12315, the tourism authority or another body, which wants an answer in writing by a day.

CREATE TABLE ticket_externals (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  body            TEXT NOT NULL,               -- ExternalBody
  body_name       TEXT NOT NULL,
  reference       TEXT NOT NULL CHECK (reference <> ''),
  received_on     TEXT NOT NULL,               -- ISO date
  due_on          TEXT NOT NULL,               -- ISO date: the last day for the answer
  due_ms          INTEGER NOT NULL,            -- its end in the hotel
  words           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  answered_on     TEXT,                        -- ISO date; none while the answer is owed
  sent_how        TEXT NOT NULL DEFAULT '',
  answer_words    TEXT NOT NULL DEFAULT '',
  answered_by     BLOB,
  answered_at_ms  INTEGER
) STRICT;
CREATE INDEX ticket_externals_ticket ON ticket_externals(ticket_id);
CREATE INDEX ticket_externals_owed ON ticket_externals(due_ms, ticket_id) WHERE answered_on IS NULL;
CREATE TRIGGER ticket_externals_stay BEFORE UPDATE OF id, ticket_id, body, body_name, reference, received_on, due_on, due_ms, words, by_user, at_ms ON ticket_externals BEGIN SELECT RAISE(ABORT, 'what came in from outside is never rewritten'); END;
CREATE TRIGGER ticket_externals_once BEFORE UPDATE ON ticket_externals WHEN OLD.answered_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an answer is recorded once'); END;
CREATE TRIGGER ticket_externals_keep BEFORE DELETE ON ticket_externals BEGIN SELECT RAISE(ABORT, 'what came in from outside is never deleted'); END;
