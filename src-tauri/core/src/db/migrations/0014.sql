-- 投诉预警 and 整改: the register of corrective actions, and the indexes that the charts and the inbox read.

-- A night is counted from arrival to before departure, of stays that came; the index holds all that is asked.
CREATE INDEX stays_nights ON stays(departure, arrival, room_no) WHERE state IN ('in_house', 'departed');
DROP INDEX tickets_date;
CREATE INDEX tickets_date ON tickets(business_date, problem, area, department, room_no, guest_id);

-- The inbox: what a filter asks stands in the index, and closed ones lie in the order in which they are shown.
DROP INDEX tickets_open;
CREATE INDEX tickets_open ON tickets(state, opened_at_ms, severity, department, area, room_no, owner, opened_by, number,
  answer_due_ms, start_due_ms, solve_due_ms, started_at_ms, solved_at_ms, callback_due_ms) WHERE closed_at_ms IS NULL;
CREATE INDEX tickets_closed ON tickets(business_date, opened_at_ms, state, severity, department, area, room_no, owner, opened_by)
  WHERE closed_at_ms IS NOT NULL;

CREATE TABLE corrective_actions (              -- 整改
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,        -- ZG-20260720-A01
  finding         TEXT NOT NULL,               -- what was found
  prevention      TEXT NOT NULL,               -- Prevention: which of the five kinds
  problem         TEXT NOT NULL,               -- what it is about: problem code, '' any
  area            TEXT NOT NULL,               -- 环节, '' any
  floor           TEXT NOT NULL,               -- '' any
  room_no         TEXT NOT NULL,               -- '' any
  department      TEXT NOT NULL,
  owner           BLOB NOT NULL,               -- user who answers for it
  due             TEXT NOT NULL,               -- ISO date
  state           TEXT NOT NULL,               -- ActionState
  opened_by       BLOB NOT NULL,
  opened_at_ms    INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  done_on         TEXT,                        -- ISO date of what the last evidence says was done
  verified_by     BLOB,                        -- never the owner
  verified_at_ms  INTEGER,
  closed_by       BLOB,                        -- never the owner
  closed_at_ms    INTEGER,
  CHECK (verified_by IS NULL OR verified_by <> owner),
  CHECK (closed_by IS NULL OR closed_by <> owner)
) STRICT;
CREATE INDEX corrective_actions_open ON corrective_actions(due) WHERE closed_at_ms IS NULL;
CREATE INDEX corrective_actions_closed ON corrective_actions(closed_at_ms) WHERE closed_at_ms IS NOT NULL;

CREATE TABLE action_steps (                    -- append-only
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  action_id       BLOB NOT NULL REFERENCES corrective_actions(id),
  ordinal         INTEGER NOT NULL CHECK (ordinal BETWEEN 1 AND 200), -- from 1
  body            TEXT NOT NULL,               -- JSON of ActionBody
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  UNIQUE (action_id, ordinal)
) STRICT;
CREATE TRIGGER action_steps_stay BEFORE UPDATE ON action_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
CREATE TRIGGER action_steps_keep BEFORE DELETE ON action_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;

CREATE TABLE action_tickets (                  -- the complaints a finding was made from
  action_id       BLOB NOT NULL REFERENCES corrective_actions(id),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  PRIMARY KEY (action_id, ticket_id)
) STRICT;
CREATE INDEX action_tickets_ticket ON action_tickets(ticket_id);
CREATE TRIGGER action_tickets_keep BEFORE DELETE ON action_tickets BEGIN SELECT RAISE(ABORT, 'what a finding was made from stays'); END;
