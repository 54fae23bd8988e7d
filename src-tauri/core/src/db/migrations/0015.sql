-- 电话批示: whose phone makes whose codes, what was approved by phone, what the approver said of it later. Slips for the cashier, so
-- that nothing is paid twice. What the house sets aside for compensation.

CREATE TABLE phone_secrets (
  user_id         BLOB NOT NULL PRIMARY KEY REFERENCES users(id),
  sealed          TEXT NOT NULL,               -- the shared secret, sealed once more; hexadecimal
  enrolled_at_ms  INTEGER NOT NULL,
  used_step       INTEGER NOT NULL             -- RFC 6238 step; it and every earlier one are used up
) STRICT;

CREATE TABLE phone_guards (                    -- local: wrong codes in a row and the lock they cost, survives a restart
  user_id         BLOB NOT NULL PRIMARY KEY,   -- whose code was tried
  failures        INTEGER NOT NULL CHECK (failures >= 0), -- wrong codes in a row
  until_ms        INTEGER NOT NULL             -- locked until this instant; 0 while it is not
) STRICT;

CREATE TABLE phone_approvals (                 -- append-only: 批示 that was given by phone
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  step_id         BLOB NOT NULL UNIQUE REFERENCES ticket_steps(id), -- the step 6 that it is
  approver        BLOB NOT NULL REFERENCES users(id),
  entered_by      BLOB NOT NULL REFERENCES users(id),
  code_step       INTEGER NOT NULL,            -- RFC 6238 step of the code
  amount_minor    INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 1000000000000), -- money agreed to
  points          INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000000000), -- points agreed to
  words           TEXT NOT NULL,               -- 批示原话
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  UNIQUE (approver, code_step),                -- the same code never twice
  CHECK (approver <> entered_by)
) STRICT;
CREATE INDEX phone_approvals_ticket ON phone_approvals(ticket_id);
CREATE TRIGGER phone_approvals_stay BEFORE UPDATE ON phone_approvals BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER phone_approvals_keep BEFORE DELETE ON phone_approvals BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;

CREATE TABLE phone_answers (                   -- append-only: one a phone approval, by its approver
  phone_id        BLOB NOT NULL PRIMARY KEY REFERENCES phone_approvals(id),
  answer          TEXT NOT NULL CHECK (answer IN ('countersigned', 'disputed')),
  words           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX phone_answers_disputed ON phone_answers(business_date) WHERE answer = 'disputed';
CREATE TRIGGER phone_answers_stay BEFORE UPDATE ON phone_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER phone_answers_keep BEFORE DELETE ON phone_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

CREATE TABLE ticket_slips (                    -- append-only: 出纳单
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  number          TEXT NOT NULL UNIQUE,        -- C-A0118
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX ticket_slips_ticket ON ticket_slips(ticket_id);
CREATE TRIGGER ticket_slips_stay BEFORE UPDATE ON ticket_slips BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;
CREATE TRIGGER ticket_slips_keep BEFORE DELETE ON ticket_slips BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;

CREATE TABLE ticket_slip_lines (
  remedy_id       BLOB NOT NULL PRIMARY KEY REFERENCES ticket_remedies(id), -- on one slip at most: nothing is paid twice
  slip_id         BLOB NOT NULL REFERENCES ticket_slips(id)
) STRICT;
CREATE INDEX ticket_slip_lines_slip ON ticket_slip_lines(slip_id);
CREATE TRIGGER ticket_slip_lines_stay BEFORE UPDATE ON ticket_slip_lines BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;
CREATE TRIGGER ticket_slip_lines_keep BEFORE DELETE ON ticket_slip_lines BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;

CREATE TABLE budget_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0), -- from 1; the newest is in force
  budget          TEXT NOT NULL,               -- JSON: a month's compensation, for the house and by department
  why             TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;
CREATE TRIGGER budget_versions_stay BEFORE UPDATE ON budget_versions BEGIN SELECT RAISE(ABORT, 'budgets are append-only'); END;
CREATE TRIGGER budget_versions_keep BEFORE DELETE ON budget_versions BEGIN SELECT RAISE(ABORT, 'budgets are append-only'); END;

CREATE INDEX ticket_remedies_date ON ticket_remedies(business_date);
