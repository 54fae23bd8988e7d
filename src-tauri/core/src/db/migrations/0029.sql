-- Vouchers that redemptions gave, and the log of what a tier gives beside points.

CREATE TABLE vouchers (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,        -- what people read out: R-20260714-A04
  guest_id        BLOB NOT NULL REFERENCES guests(id), -- whose; a merge hands it over
  entry_id        BLOB NOT NULL UNIQUE REFERENCES ledger(id), -- the redemption that paid it
  reward          TEXT NOT NULL,               -- its code in the programme
  words           TEXT NOT NULL,               -- the hotel's own words; '' where the code says it
  points          INTEGER NOT NULL CHECK (points BETWEEN 1 AND 1000000000), -- points that it cost
  cost_minor      INTEGER NOT NULL CHECK (cost_minor BETWEEN 0 AND 1000000000000), -- what it costs the house
  turn            INTEGER NOT NULL CHECK (turn >= 0), -- which of the codes that the key makes of the id
  mark            BLOB NOT NULL UNIQUE CHECK (length(mark) = 16), -- keyed hash of the code, to find it by; the code itself is never kept
  valid_until     TEXT NOT NULL,               -- ISO date: the last business date on which it is taken
  issued_by       BLOB NOT NULL,
  issued_at_ms    INTEGER NOT NULL,
  issued_on       TEXT NOT NULL                -- ISO date
) STRICT;
CREATE INDEX vouchers_guest ON vouchers(guest_id);
CREATE INDEX vouchers_valid ON vouchers(valid_until, number);
CREATE TRIGGER vouchers_stay BEFORE UPDATE OF id, number, entry_id, reward, words, points, cost_minor, turn, mark, valid_until, issued_by, issued_at_ms, issued_on ON vouchers BEGIN SELECT RAISE(ABORT, 'vouchers are append-only'); END;
CREATE TRIGGER vouchers_keep BEFORE DELETE ON vouchers BEGIN SELECT RAISE(ABORT, 'vouchers are append-only'); END;

CREATE TABLE voucher_ends (                    -- a voucher ends once
  voucher_id      BLOB NOT NULL PRIMARY KEY REFERENCES vouchers(id),
  how             TEXT NOT NULL CHECK (how IN ('used', 'voided')), -- VoucherState
  place           TEXT NOT NULL,               -- where it was used, in words
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL                -- ISO date
) STRICT;
CREATE INDEX voucher_ends_at ON voucher_ends(how, at_ms);
CREATE TRIGGER voucher_ends_stay BEFORE UPDATE ON voucher_ends BEGIN SELECT RAISE(ABORT, 'a voucher ends once'); END;
CREATE TRIGGER voucher_ends_keep BEFORE DELETE ON voucher_ends BEGIN SELECT RAISE(ABORT, 'a voucher ends once'); END;

CREATE TABLE voucher_guards (                  -- local: wrong codes in a row and the lock they cost, survives a restart
  user_id         BLOB NOT NULL PRIMARY KEY,   -- who entered them
  failures        INTEGER NOT NULL CHECK (failures >= 0), -- wrong codes in a row
  until_ms        INTEGER NOT NULL             -- locked until this instant; 0 while they are not
) STRICT;

CREATE TABLE benefit_lines (                   -- what a tier gave and was used, or was given by hand
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id), -- whose; a merge hands it over
  stay_id         BLOB REFERENCES stays(id),   -- in which stay; none where in none
  deed            TEXT NOT NULL,               -- BenefitDeed: used, given
  code            TEXT NOT NULL,               -- the benefit's code in the programme
  words           TEXT NOT NULL,               -- the hotel's own words; '' where the code says it
  count           INTEGER NOT NULL CHECK (count BETWEEN 1 AND 99), -- how often, or for how many people
  tier            TEXT NOT NULL,               -- Tier held then
  cost_minor      INTEGER NOT NULL CHECK (cost_minor BETWEEN 0 AND 1000000000000), -- what it cost the house; 0 for what was given
  note            TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL                -- ISO date
) STRICT;
CREATE INDEX benefit_lines_guest ON benefit_lines(guest_id, business_date);
CREATE INDEX benefit_lines_stay ON benefit_lines(stay_id) WHERE stay_id IS NOT NULL;
CREATE TRIGGER benefit_lines_stay BEFORE UPDATE OF id, stay_id, deed, code, words, count, tier, cost_minor, note, by_user, at_ms, business_date ON benefit_lines BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;
CREATE TRIGGER benefit_lines_keep BEFORE DELETE ON benefit_lines BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;

CREATE TABLE benefit_returns (                 -- a line is taken back once
  line_id         BLOB NOT NULL PRIMARY KEY REFERENCES benefit_lines(id),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL                -- ISO date
) STRICT;
CREATE TRIGGER benefit_returns_stay BEFORE UPDATE ON benefit_returns BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;
CREATE TRIGGER benefit_returns_keep BEFORE DELETE ON benefit_returns BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;
