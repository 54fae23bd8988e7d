-- 大堂副理日志、交班、晨会: what a shift writes down, the sheets that are signed.

CREATE TABLE duty_rules (                      -- one row where the house has set its own; else the built-in ones hold
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  rules           TEXT NOT NULL                -- JSON: first minute of each shift, what is counted at a handover
) STRICT;

CREATE TABLE duty_lines (                      -- append-only: a correction is another line; only a follow-up ends
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind            TEXT NOT NULL,               -- LineKind
  room_no         TEXT NOT NULL,               -- '' where it is about no room
  guest_id        BLOB REFERENCES guests(id),
  words           TEXT NOT NULL,
  corrects        BLOB REFERENCES duty_lines(id), -- the first line that this one puts right
  department      TEXT,                        -- who sees to it; none where nothing follows
  owner           BLOB,                        -- who answers for it, where somebody is named
  due_ms          INTEGER,                     -- by when
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  done_words      TEXT NOT NULL,               -- how it ended
  done_by         BLOB,
  done_at_ms      INTEGER,
  CHECK ((department IS NULL) = (due_ms IS NULL)),
  CHECK (owner IS NULL OR due_ms IS NOT NULL),
  CHECK ((done_by IS NULL) = (done_at_ms IS NULL)),
  CHECK (corrects IS NULL OR (due_ms IS NULL AND done_at_ms IS NULL))
) STRICT;
CREATE INDEX duty_lines_at ON duty_lines(at_ms);
CREATE INDEX duty_lines_guest ON duty_lines(guest_id) WHERE guest_id IS NOT NULL;
CREATE INDEX duty_lines_corrects ON duty_lines(corrects) WHERE corrects IS NOT NULL;
CREATE INDEX duty_lines_open ON duty_lines(due_ms)
  WHERE done_at_ms IS NULL AND corrects IS NULL AND (due_ms IS NOT NULL OR kind = 'double_lock');
CREATE TRIGGER duty_lines_stay
  BEFORE UPDATE OF id, kind, room_no, words, corrects, department, owner, due_ms, by_user, at_ms, business_date ON duty_lines
  BEGIN SELECT RAISE(ABORT, 'duty lines are append-only'); END;
CREATE TRIGGER duty_lines_keep BEFORE DELETE ON duty_lines BEGIN SELECT RAISE(ABORT, 'duty lines are append-only'); END;

CREATE TABLE handovers (                       -- 交班单: written by whoever leaves, taken by somebody else
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,        -- D-20260714-3: the day on which the shift began, and which shift
  date            TEXT NOT NULL,               -- ISO date on which the shift began
  shift           TEXT NOT NULL CHECK (shift IN ('early', 'mid', 'night')),
  begins_ms       INTEGER NOT NULL,
  ends_ms         INTEGER NOT NULL,
  out_user        BLOB NOT NULL,
  out_words       TEXT NOT NULL,
  out_at_ms       INTEGER NOT NULL,
  cash_minor      INTEGER CHECK (cash_minor BETWEEN 0 AND 1000000000000), -- 备用金 as counted, minor units
  keys            INTEGER CHECK (keys BETWEEN 0 AND 1000), -- 总钥匙 as counted
  radios          INTEGER CHECK (radios BETWEEN 0 AND 1000), -- 对讲机 as counted
  fire_ok         INTEGER CHECK (fire_ok IN (0, 1)), -- 消防主机
  head_seq        INTEGER NOT NULL,            -- chain head as it stood: it leaves the house on the print
  head_mac        TEXT NOT NULL,
  in_user         BLOB,
  in_words        TEXT NOT NULL,
  in_at_ms        INTEGER,
  UNIQUE (date, shift),
  CHECK (ends_ms > begins_ms),
  CHECK ((in_user IS NULL) = (in_at_ms IS NULL)),
  CHECK (in_user IS NULL OR in_user <> out_user)
) STRICT;
CREATE INDEX handovers_begins ON handovers(begins_ms);
CREATE INDEX handovers_unsigned ON handovers(begins_ms) WHERE in_user IS NULL;
CREATE TRIGGER handovers_stay
  BEFORE UPDATE ON handovers WHEN OLD.in_user IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a signed handover stays as it is'); END;
CREATE TRIGGER handovers_keep BEFORE DELETE ON handovers BEGIN SELECT RAISE(ABORT, 'handovers are never deleted'); END;

CREATE TABLE handover_items (                  -- what was open as the sheet was written; words and names stand under the record
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  handover_id     BLOB NOT NULL REFERENCES handovers(id),
  place           INTEGER NOT NULL CHECK (place >= 0), -- order on the sheet
  kind            TEXT NOT NULL,               -- CarryKind
  record          BLOB NOT NULL,
  room_no         TEXT NOT NULL,
  state           TEXT NOT NULL,               -- where a ticket stood; '' else
  due_ms          INTEGER,
  marks           TEXT NOT NULL,               -- CarryMark words, a space between
  seen_at_ms      INTEGER,                     -- 过目
  UNIQUE (handover_id, place)
) STRICT;
CREATE TRIGGER handover_items_stay
  BEFORE UPDATE OF id, handover_id, place, kind, record, room_no, state, due_ms, marks ON handover_items
  BEGIN SELECT RAISE(ABORT, 'a sheet stays as it was written'); END;
CREATE TRIGGER handover_items_keep BEFORE DELETE ON handover_items BEGIN SELECT RAISE(ABORT, 'a sheet stays as it was written'); END;

-- What the morning report reads of complaints, by the time at which it happened.
CREATE INDEX tickets_closed_at ON tickets(closed_at_ms) WHERE closed_at_ms IS NOT NULL;
CREATE INDEX tickets_callback ON tickets(callback_due_ms) WHERE callback_due_ms IS NOT NULL;
CREATE INDEX ticket_remedies_decided_at ON ticket_remedies(decided_at_ms, state) WHERE decided_at_ms IS NOT NULL;
