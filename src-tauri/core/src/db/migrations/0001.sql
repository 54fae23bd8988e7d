-- Lobby, schema 1. Migrations are added, never edited.
-- Shared tables: explicit NOT NULL primary key, STRICT, no per-desk column. Local tables are named in db/tables.rs.
-- Triggers only refuse. No cascades. Ids are 16-byte UUIDv7-shaped blobs; *_ms are UTC milliseconds; dates are ISO text.

-- The hotel ----------------------------------------------------------------------------------------------------------

CREATE TABLE hotel (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name            TEXT NOT NULL,               -- as the house writes itself
  code            TEXT NOT NULL,               -- property code on every package row; PRACTICE for a practice hotel
  currency        TEXT NOT NULL CHECK (length(currency) = 3),  -- ISO 4217
  minor_digits    INTEGER NOT NULL CHECK (minor_digits BETWEEN 0 AND 4), -- digits after the point of the currency
  time_zone       TEXT NOT NULL,               -- IANA
  day_ends_hour   INTEGER NOT NULL CHECK (day_ends_hour BETWEEN 0 AND 11), -- local hour
  practice        INTEGER NOT NULL CHECK (practice IN (0, 1)),
  clock_offset_ms INTEGER NOT NULL CHECK (practice = 1 OR clock_offset_ms = 0), -- added to the machine's clock, practice only
  created_at_ms   INTEGER NOT NULL,
  CHECK ((practice = 1) = (code = 'PRACTICE'))
) STRICT;

CREATE TABLE secrets (
  name            TEXT NOT NULL PRIMARY KEY,   -- chain, document, pseudonym
  value           BLOB NOT NULL CHECK (length(value) = 32)
) STRICT;

CREATE TABLE settings (
  name            TEXT NOT NULL PRIMARY KEY,
  value           TEXT NOT NULL                -- JSON
) STRICT;

CREATE TABLE desks (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  letter          TEXT NOT NULL UNIQUE CHECK (length(letter) = 1),
  name            TEXT NOT NULL
) STRICT;

CREATE TABLE numbers_given (                   -- one row a series: TS-20260714-A, member
  series          TEXT NOT NULL PRIMARY KEY,
  last            INTEGER NOT NULL CHECK (last >= 0) -- number given last
) STRICT;

CREATE TABLE local_desk (                      -- local: which desk this copy is
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  desk_id         BLOB NOT NULL
) STRICT;

-- Staff --------------------------------------------------------------------------------------------------------------

CREATE TABLE users (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  sign_in         TEXT NOT NULL UNIQUE,        -- what lobbyctl --user takes
  name            TEXT NOT NULL,               -- as colleagues read it
  role            TEXT NOT NULL,
  department      TEXT NOT NULL,
  pin_hash        TEXT NOT NULL,               -- Argon2id, PHC text; empty until a PIN is set
  active          INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at_ms   INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_guards (                  -- local: wrong PINs and the delay they cost, survives a restart
  user_id         BLOB NOT NULL PRIMARY KEY,
  failures        INTEGER NOT NULL,            -- wrong PINs in a row
  until_ms        INTEGER NOT NULL             -- not before this instant
) STRICT;

-- History ------------------------------------------------------------------------------------------------------------

CREATE TABLE history (
  seq             INTEGER NOT NULL PRIMARY KEY, -- order of everything, from 1 without gaps
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  user_id         BLOB NOT NULL,
  op              TEXT NOT NULL,               -- Op
  kind            TEXT NOT NULL,               -- RecordKind
  record          BLOB NOT NULL,               -- id of the record
  request_key     TEXT NOT NULL,
  about           BLOB,                        -- the guest it concerns, where there is one
  undoes          INTEGER REFERENCES history(seq),
  before_digest   BLOB NOT NULL,               -- HMAC(salt, image), empty where none
  after_digest    BLOB NOT NULL,
  mac             BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
CREATE INDEX history_record ON history(record, seq);
CREATE INDEX history_about ON history(about, seq) WHERE about IS NOT NULL;
CREATE INDEX history_key ON history(request_key);
CREATE INDEX history_undoes ON history(undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER history_stays BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_keeps BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE images (                          -- erasing a guest takes image and salt; the chain still verifies
  seq             INTEGER NOT NULL,            -- history row
  side            TEXT NOT NULL CHECK (side IN ('before', 'after', 'input')),
  salt            BLOB NOT NULL,
  body            TEXT NOT NULL,               -- JSON
  PRIMARY KEY (seq, side)
) STRICT;

CREATE TABLE requests (                        -- what each request key answered: ids only, never guest data
  key             TEXT NOT NULL PRIMARY KEY,
  op              TEXT NOT NULL,
  input_digest    BLOB NOT NULL CHECK (length(input_digest) = 32),
  input_version   INTEGER NOT NULL,            -- of the input's shape, from 1
  answer          TEXT NOT NULL,               -- JSON
  changed         TEXT NOT NULL,               -- JSON list of RecordKind
  first_seq       INTEGER NOT NULL,            -- its first history row
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE denials (                         -- local: what was asked for without the right
  id              INTEGER NOT NULL PRIMARY KEY,
  at_ms           INTEGER NOT NULL,
  user_id         BLOB NOT NULL,
  op              TEXT NOT NULL
) STRICT;

-- Guests -------------------------------------------------------------------------------------------------------------

CREATE TABLE guests (                          -- pseudonymous: erasure never touches it
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  import_id       BLOB,                        -- the bulk operation that brought the row
  merged_into     BLOB                         -- another guest
) STRICT;
CREATE INDEX guests_import ON guests(import_id) WHERE import_id IS NOT NULL;

CREATE TABLE guest_details (                   -- personal data, all of it
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  name            TEXT NOT NULL,               -- as the guest writes it, never rewritten
  latin_name      TEXT NOT NULL,               -- '' where none was given
  title           TEXT NOT NULL,               -- mr, ms, none
  birth_date      TEXT,                        -- ISO date, or --MM-DD where the year is not known
  lunar_birthday  INTEGER NOT NULL CHECK (lunar_birthday IN (0, 1)), -- 过农历
  country         TEXT NOT NULL,               -- ISO 3166 alpha-2, '' unknown
  language        TEXT NOT NULL,               -- BCP 47, '' unknown
  company         TEXT NOT NULL,
  vip             TEXT NOT NULL,               -- '', V1, V2, V3
  document_kind   TEXT NOT NULL,               -- '', id_card, passport, permit
  document_hash   BLOB,                        -- keyed hash of the number; the number itself is never kept
  document_last4  TEXT NOT NULL,
  source          TEXT NOT NULL,               -- where the record came from
  note            TEXT NOT NULL,
  share_consent   INTEGER NOT NULL CHECK (share_consent IN (0, 1)), -- may go to the group by name
  updated_at_ms   INTEGER NOT NULL
) STRICT;

CREATE INDEX guest_details_name ON guest_details(name);

CREATE TABLE guest_contacts (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL,               -- ContactKind
  value           TEXT NOT NULL,               -- as written
  normal          TEXT NOT NULL,               -- as compared
  preferred       INTEGER NOT NULL CHECK (preferred IN (0, 1)),
  source          TEXT NOT NULL
) STRICT;
CREATE INDEX guest_contacts_guest ON guest_contacts(guest_id);
CREATE INDEX guest_contacts_normal ON guest_contacts(normal);

CREATE TABLE preferences (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL,               -- PreferenceKind
  words           TEXT NOT NULL,
  origin          TEXT NOT NULL,               -- asked (客人要求) or observed (观察到的喜好)
  consent_at_ms   INTEGER,                     -- when the guest agreed that a sensitive kind is kept
  source          TEXT NOT NULL,               -- where it was learnt: 前台, 餐厅, import
  author          BLOB NOT NULL,               -- user
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  CHECK (kind NOT IN ('health', 'religion', 'minor') OR consent_at_ms IS NOT NULL)
) STRICT;
CREATE INDEX preferences_guest ON preferences(guest_id);

CREATE TABLE promises (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  ticket_id       BLOB,                        -- the complaint it was made under
  words           TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('open', 'kept', 'broken')),
  reason          TEXT NOT NULL,               -- why kept or broken
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  settled_by      BLOB,
  settled_at_ms   INTEGER,
  CHECK ((state = 'open') = (settled_at_ms IS NULL))
) STRICT;
CREATE INDEX promises_guest ON promises(guest_id);
CREATE INDEX promises_open ON promises(guest_id) WHERE state = 'open';

-- Stays --------------------------------------------------------------------------------------------------------------

CREATE TABLE stays (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB REFERENCES guests(id),  -- none where the source names nobody
  source          TEXT NOT NULL,               -- system the row came from: pms, booking-demand, desk
  source_key      TEXT NOT NULL,               -- reservation number there, or digest-occurrence
  confirmation    TEXT NOT NULL,               -- what the guest would quote
  state           TEXT NOT NULL,               -- StayState
  property        TEXT NOT NULL,               -- which house of a shared file; '' for our own
  arrival         TEXT NOT NULL,               -- ISO date
  departure       TEXT NOT NULL,
  nights          INTEGER NOT NULL CHECK (nights BETWEEN 0 AND 3660), -- departure less arrival, in days
  arrive_minute   INTEGER CHECK (arrive_minute BETWEEN 0 AND 1439), -- expected, local minutes after midnight
  arrived_at_ms   INTEGER,
  room_no         TEXT NOT NULL,               -- FFRR, '' where none is assigned
  room_type       TEXT NOT NULL,
  adults          INTEGER NOT NULL CHECK (adults BETWEEN 0 AND 1000), -- people
  children        INTEGER NOT NULL CHECK (children BETWEEN 0 AND 1000), -- people
  babies          INTEGER NOT NULL CHECK (babies BETWEEN 0 AND 1000), -- people
  channel         TEXT NOT NULL,               -- as the source calls it
  segment         TEXT NOT NULL,
  country         TEXT NOT NULL,               -- as the source writes it
  repeat_guest    INTEGER NOT NULL CHECK (repeat_guest IN (0, 1)), -- the source says that the guest has been before
  rate_minor      INTEGER NOT NULL CHECK (rate_minor BETWEEN -1000000000000 AND 1000000000000), -- a night, minor units
  room_minor      INTEGER NOT NULL CHECK (room_minor BETWEEN -1000000000000 AND 1000000000000), -- room revenue = rate x nights
  food_minor      INTEGER NOT NULL CHECK (food_minor BETWEEN -1000000000000 AND 1000000000000), -- 餐饮
  other_minor     INTEGER NOT NULL CHECK (other_minor BETWEEN -1000000000000 AND 1000000000000), -- 洗衣、其他
  payment         TEXT NOT NULL,               -- 支付方式 in words, never a number
  booked_on       TEXT,                        -- ISO date
  status_on       TEXT,                        -- ISO date of the last change at the source
  warnings        TEXT NOT NULL,               -- JSON list of codes that the import noticed
  row_digest      BLOB NOT NULL,               -- of the source row, to see what changed
  import_id       BLOB,
  UNIQUE (source, source_key)
) STRICT;
CREATE INDEX stays_guest ON stays(guest_id, arrival) WHERE guest_id IS NOT NULL;
CREATE INDEX stays_arrival ON stays(arrival, state);
CREATE INDEX stays_departure ON stays(departure, state);
CREATE INDEX stays_room ON stays(room_no, arrival) WHERE room_no <> '';
CREATE INDEX stays_in_house ON stays(room_no) WHERE state = 'in_house';
CREATE INDEX stays_import ON stays(import_id) WHERE import_id IS NOT NULL;

CREATE TABLE stay_summaries (                  -- shared, derived: written in the operation, compared by check
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  stays           INTEGER NOT NULL,            -- departed or in house
  nights          INTEGER NOT NULL,            -- of departed stays
  spend_minor     INTEGER NOT NULL,            -- room + food + other of departed stays
  last_departure  TEXT,                        -- of departed stays
  last_room       TEXT NOT NULL
) STRICT;

-- Tickets ------------------------------------------------------------------------------------------------------------

CREATE TABLE tickets (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,        -- TS-20260714-A03
  guest_id        BLOB REFERENCES guests(id),  -- none: somebody from outside
  stay_id         BLOB REFERENCES stays(id),
  room_no         TEXT NOT NULL,
  problem         TEXT NOT NULL,               -- problem code
  area            TEXT NOT NULL,               -- 易受投诉的环节
  touchpoint      TEXT NOT NULL,               -- 客户接触点
  severity        TEXT NOT NULL CHECK (severity IN ('normal', 'important', 'urgent')),
  mood            TEXT NOT NULL,               -- 理智型 发泄型 补偿型: guidance, never the guest's label
  words           TEXT NOT NULL,               -- what the guest said
  state           TEXT NOT NULL,               -- TicketState
  department      TEXT NOT NULL,               -- 受理部门
  owner           BLOB,                        -- user who answers for it
  opened_by       BLOB NOT NULL,
  opened_at_ms    INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  answer_due_ms   INTEGER NOT NULL,            -- 首次应答
  start_due_ms    INTEGER NOT NULL,            -- 启动处理
  solve_due_ms    INTEGER NOT NULL,            -- 解决
  answered_at_ms  INTEGER,
  started_at_ms   INTEGER,
  apologised_at_ms INTEGER,                    -- 已致歉
  solved_at_ms    INTEGER,                     -- the guest knows the outcome (通知客户)
  callback_due_ms INTEGER,                     -- 回访
  closed_at_ms    INTEGER,
  closed_by       BLOB
) STRICT;
CREATE INDEX tickets_guest ON tickets(guest_id, opened_at_ms) WHERE guest_id IS NOT NULL;
CREATE INDEX tickets_room ON tickets(room_no, opened_at_ms);
CREATE INDEX tickets_open ON tickets(state, opened_at_ms) WHERE closed_at_ms IS NULL;
CREATE INDEX tickets_date ON tickets(business_date);
CREATE TRIGGER tickets_keep BEFORE DELETE ON tickets BEGIN SELECT RAISE(ABORT, 'tickets are never deleted'); END;

CREATE TABLE ticket_steps (                    -- append-only: an amendment is another row of the same step
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  step            INTEGER NOT NULL CHECK (step BETWEEN 1 AND 7), -- which of the seven
  body            TEXT NOT NULL,               -- JSON of the step's own type
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_steps_ticket ON ticket_steps(ticket_id, step);
CREATE TRIGGER ticket_steps_stay BEFORE UPDATE ON ticket_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
CREATE TRIGGER ticket_steps_keep BEFORE DELETE ON ticket_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;

CREATE TABLE ticket_remedies (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  remedy          TEXT NOT NULL,               -- Remedy: 换房 维修 升级 减免 退款 赔偿 洗衣 赠送 积分
  words           TEXT NOT NULL,
  amount_minor    INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 1000000000000), -- cost to the house
  points          INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000000000), -- points, not money
  state           TEXT NOT NULL,               -- RemedyState: within_limit, awaiting, approved, refused, withdrawn
  above           TEXT NOT NULL,               -- which limit it was above when proposed; '' inside
  proposed_by     BLOB NOT NULL,
  proposed_at_ms  INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  decided_by      BLOB,
  decided_at_ms   INTEGER,
  decision        TEXT NOT NULL,               -- wording of 批示
  CHECK (decided_by IS NULL OR decided_by <> proposed_by)
) STRICT;
CREATE INDEX ticket_remedies_ticket ON ticket_remedies(ticket_id);
CREATE INDEX ticket_remedies_by ON ticket_remedies(proposed_by, business_date);
CREATE INDEX ticket_remedies_decided ON ticket_remedies(decided_by, decided_at_ms) WHERE decided_by IS NOT NULL;
CREATE TRIGGER ticket_remedies_keep BEFORE DELETE ON ticket_remedies BEGIN SELECT RAISE(ABORT, 'remedies are never deleted'); END;

CREATE TABLE ticket_notes (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  words           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_notes_ticket ON ticket_notes(ticket_id);
CREATE TRIGGER ticket_notes_stay BEFORE UPDATE ON ticket_notes BEGIN SELECT RAISE(ABORT, 'notes are append-only'); END;
CREATE TRIGGER ticket_notes_keep BEFORE DELETE ON ticket_notes BEGIN SELECT RAISE(ABORT, 'notes are append-only'); END;

-- Loyalty ------------------------------------------------------------------------------------------------------------

CREATE TABLE programmes (                      -- versions of the programme's rules
  version         INTEGER NOT NULL PRIMARY KEY, -- from 1
  valid_from      TEXT NOT NULL,               -- business date
  rules           TEXT NOT NULL                -- JSON
) STRICT;

CREATE TABLE members (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  member_no       TEXT NOT NULL UNIQUE,        -- text: 00017432 keeps its zeros
  tier            TEXT NOT NULL,               -- base, silver, gold, platinum
  tier_since      TEXT NOT NULL,               -- business date
  enrolled_on     TEXT NOT NULL,               -- business date
  import_id       BLOB
) STRICT;

CREATE TABLE accounts (                        -- member:<guest> and house:*
  id              INTEGER NOT NULL PRIMARY KEY, -- to 100 the house's own, above them members
  house           TEXT UNIQUE,                 -- issued, redeemed, expired, goodwill, pending, adjusted
  guest_id        BLOB UNIQUE REFERENCES guests(id),
  CHECK ((house IS NULL) <> (guest_id IS NULL)),
  CHECK ((house IS NULL) = (id > 100))
) STRICT;
INSERT INTO accounts(id, house) VALUES (1, 'issued'), (2, 'redeemed'), (3, 'expired'), (4, 'goodwill'), (5, 'pending'), (6, 'adjusted');

CREATE TABLE ledger (                          -- double entry, append-only: a mistake is reversed by another row
  seq             INTEGER NOT NULL PRIMARY KEY, -- order
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  from_account    INTEGER NOT NULL REFERENCES accounts(id),
  to_account      INTEGER NOT NULL REFERENCES accounts(id),
  points          INTEGER NOT NULL CHECK (points BETWEEN 1 AND 1000000000), -- points that moved
  code            TEXT NOT NULL,               -- EntryCode: earn, redeem, expire, reverse, goodwill, adjust
  source          TEXT NOT NULL,               -- stay:<id>, ticket:<id>, entry:<id>, reward:<code>, expiry:<date>, or a word
  memo            TEXT NOT NULL,               -- what it was reckoned from (JSON) or the programme's words; never a person's data
  reverses        BLOB UNIQUE,                 -- entry that this one takes back: once only
  request_key     TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  CHECK (from_account <> to_account)
) STRICT;
CREATE INDEX ledger_from ON ledger(from_account, seq);
CREATE INDEX ledger_to ON ledger(to_account, seq);
CREATE INDEX ledger_date ON ledger(business_date);
CREATE INDEX ledger_source ON ledger(source);
CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE lots (                            -- points earned together that expire together
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  account         INTEGER NOT NULL REFERENCES accounts(id),
  entry_id        BLOB NOT NULL,               -- ledger row that earned it
  points          INTEGER NOT NULL CHECK (points > 0), -- points when earned
  left_points     INTEGER NOT NULL CHECK (left_points BETWEEN 0 AND points), -- derived from lot_uses, compared by check
  expires_on      TEXT NOT NULL                -- last business date on which it can be used
) STRICT;
CREATE INDEX lots_account ON lots(account, expires_on) WHERE left_points > 0;
CREATE INDEX lots_entry ON lots(entry_id);

CREATE TABLE lot_uses (                        -- append-only: which entry took how much of which lot; negative gives back
  entry_id        BLOB NOT NULL,
  lot_id          BLOB NOT NULL REFERENCES lots(id),
  points          INTEGER NOT NULL CHECK (points <> 0), -- points taken
  PRIMARY KEY (entry_id, lot_id)
) STRICT;
CREATE INDEX lot_uses_lot ON lot_uses(lot_id);
CREATE TRIGGER lot_uses_stay BEFORE UPDATE ON lot_uses BEGIN SELECT RAISE(ABORT, 'lot uses are append-only'); END;
CREATE TRIGGER lot_uses_keep BEFORE DELETE ON lot_uses BEGIN SELECT RAISE(ABORT, 'lot uses are append-only'); END;

CREATE TABLE balances (                        -- shared, derived: written in the operation, compared by check
  account         INTEGER NOT NULL PRIMARY KEY REFERENCES accounts(id),
  points          INTEGER NOT NULL,            -- what came minus what went; members never below zero
  CHECK (account <= 100 OR points BETWEEN 0 AND 1000000000)
) STRICT;

-- Bulk operations ----------------------------------------------------------------------------------------------------

CREATE TABLE imports (                         -- one import is one operation
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  source          TEXT NOT NULL,
  mapping         TEXT NOT NULL,
  file_name       TEXT NOT NULL,               -- name only, no folder
  file_sha256     BLOB NOT NULL,
  rows_digest     BLOB NOT NULL,               -- over all rows in order; the chain covers it
  rows            INTEGER NOT NULL,            -- rows of the file, and of them:
  new             INTEGER NOT NULL,            -- rows
  changed         INTEGER NOT NULL,            -- rows
  same            INTEGER NOT NULL,            -- rows
  conflicting     INTEGER NOT NULL,            -- rows
  refused         INTEGER NOT NULL,            -- rows
  skipped         INTEGER NOT NULL,            -- rows
  state           TEXT NOT NULL CHECK (state IN ('applied', 'undone')),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  data_as_of_ms   INTEGER NOT NULL,            -- how old the file itself says it is; the age on screen
  CHECK (new + changed + same + conflicting + refused + skipped = rows)
) STRICT;

CREATE TABLE import_changes (                  -- before-images of rows that an import changed
  import_id       BLOB NOT NULL REFERENCES imports(id),
  kind            TEXT NOT NULL,               -- RecordKind
  record          BLOB NOT NULL,
  before          TEXT NOT NULL,               -- JSON
  after_digest    BLOB NOT NULL,               -- to see at undo whether somebody touched it since
  PRIMARY KEY (import_id, record)
) STRICT;
CREATE INDEX import_changes_record ON import_changes(record);

CREATE TABLE exports (                         -- packages that were made
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  period          TEXT NOT NULL,               -- YYYY-MM
  version         INTEGER NOT NULL CHECK (version >= 1), -- of the package for this period, from 1
  folder          TEXT NOT NULL,               -- name only
  manifest_sha256 TEXT NOT NULL,               -- hexadecimal
  rows            INTEGER NOT NULL,            -- rows of all its files
  head_seq        INTEGER NOT NULL,            -- chain head that left the house
  head_mac        TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  UNIQUE (period, version)
) STRICT;
