CREATE TABLE accounts (
  id              INTEGER NOT NULL PRIMARY KEY,
  house           TEXT UNIQUE,
  guest_id        BLOB UNIQUE REFERENCES guests(id),
  CHECK ((house IS NULL) <> (guest_id IS NULL)),
  CHECK ((house IS NULL) = (id > 100))
) STRICT;

CREATE TABLE action_steps (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  action_id       BLOB NOT NULL REFERENCES corrective_actions(id),
  ordinal         INTEGER NOT NULL CHECK (ordinal BETWEEN 1 AND 200),
  body            TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  UNIQUE (action_id, ordinal)
) STRICT;

CREATE TABLE action_tickets (
  action_id       BLOB NOT NULL REFERENCES corrective_actions(id),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  PRIMARY KEY (action_id, ticket_id)
) STRICT;

CREATE TABLE backup_newest (
  place           TEXT NOT NULL PRIMARY KEY CHECK (place IN ('second', 'beside')),
  folder          TEXT NOT NULL,
  at_ms           INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  mac             TEXT NOT NULL,
  bytes           INTEGER NOT NULL
) STRICT;

CREATE TABLE backup_place (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  folder          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE balance_files (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  file_name       TEXT NOT NULL,
  file_sha256     BLOB NOT NULL,
  rows            INTEGER NOT NULL,
  taken           INTEGER NOT NULL,
  refused         INTEGER NOT NULL,
  members         INTEGER NOT NULL,
  points          INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('applied', 'undone')),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
, same INTEGER NOT NULL DEFAULT 0, conflicting INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0, enrolled INTEGER NOT NULL DEFAULT 0, unenrolled INTEGER NOT NULL DEFAULT 0, tiers INTEGER NOT NULL DEFAULT 0, file_points INTEGER NOT NULL DEFAULT 0, same_points INTEGER NOT NULL DEFAULT 0, left_points INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE balance_tiers (
  manual_id       BLOB NOT NULL PRIMARY KEY REFERENCES manual_tiers(id),
  import_id       BLOB NOT NULL
) STRICT;

CREATE TABLE balances (
  account         INTEGER NOT NULL PRIMARY KEY REFERENCES accounts(id),
  points          INTEGER NOT NULL,
  CHECK (account <= 100 OR points BETWEEN 0 AND 1000000000)
) STRICT;

CREATE TABLE benefit_lines (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  stay_id         BLOB REFERENCES stays(id),
  deed            TEXT NOT NULL,
  code            TEXT NOT NULL,
  words           TEXT NOT NULL,
  count           INTEGER NOT NULL CHECK (count BETWEEN 1 AND 99),
  tier            TEXT NOT NULL,
  cost_minor      INTEGER NOT NULL CHECK (cost_minor BETWEEN 0 AND 1000000000000),
  note            TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE benefit_returns (
  line_id         BLOB NOT NULL PRIMARY KEY REFERENCES benefit_lines(id),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE brought_guests (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  guest_key       BLOB NOT NULL UNIQUE CHECK (length(guest_key) = 16),
  group_key       BLOB CHECK (length(group_key) = 16),
  group_mark      TEXT NOT NULL
) STRICT;

CREATE TABLE brought_packages (
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES exports(id),
  sequence        INTEGER NOT NULL CHECK (sequence > 0)
) STRICT;

CREATE TABLE budget_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
  budget          TEXT NOT NULL,
  why             TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE card_openings (
  guest_id        BLOB NOT NULL,
  user_id         BLOB NOT NULL,
  business_date   TEXT NOT NULL,
  first_at_ms     INTEGER NOT NULL,
  last_at_ms      INTEGER NOT NULL,
  times           INTEGER NOT NULL CHECK (times >= 1),
  PRIMARY KEY (guest_id, user_id, business_date)
) STRICT;

CREATE TABLE check_in_steps (
  stay_id         BLOB NOT NULL REFERENCES stays(id),
  step            TEXT NOT NULL CHECK (step IN ('booking', 'document', 'room', 'payment', 'key', 'wishes')),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  PRIMARY KEY (stay_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
  rules           TEXT NOT NULL,
  why             TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE companions (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  other_id        BLOB REFERENCES guests(id),
  name            TEXT NOT NULL,
  relation        TEXT NOT NULL,
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE consent_texts (
  purpose         TEXT NOT NULL,
  version         INTEGER NOT NULL CHECK (version > 0),
  words           TEXT NOT NULL CHECK (words <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  PRIMARY KEY (purpose, version)
) STRICT;

CREATE TABLE contact_consents (
  seq             INTEGER NOT NULL PRIMARY KEY,
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  agreed          INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  told            TEXT NOT NULL CHECK (told <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE corrective_actions (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,
  finding         TEXT NOT NULL,
  prevention      TEXT NOT NULL,
  problem         TEXT NOT NULL,
  area            TEXT NOT NULL,
  floor           TEXT NOT NULL,
  room_no         TEXT NOT NULL,
  department      TEXT NOT NULL,
  owner           BLOB NOT NULL,
  due             TEXT NOT NULL,
  state           TEXT NOT NULL,
  opened_by       BLOB NOT NULL,
  opened_at_ms    INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  done_on         TEXT,
  verified_by     BLOB,
  verified_at_ms  INTEGER,
  closed_by       BLOB,
  closed_at_ms    INTEGER,
  CHECK (verified_by IS NULL OR verified_by <> owner),
  CHECK (closed_by IS NULL OR closed_by <> owner)
) STRICT;

CREATE TABLE day_checks (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  found           TEXT NOT NULL,
  seal            BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT;

CREATE TABLE dealings (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL CHECK (kind IN ('interaction', 'event', 'opinion')),
  channel         TEXT NOT NULL,
  words           TEXT NOT NULL,
  happened_on     TEXT NOT NULL,
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL
, outcome TEXT CHECK (outcome IN ('satisfied', 'fair', 'unhappy'))) STRICT;

CREATE TABLE denials (
  id              INTEGER NOT NULL PRIMARY KEY,
  at_ms           INTEGER NOT NULL,
  user_id         BLOB NOT NULL,
  op              TEXT NOT NULL
, last_at_ms INTEGER NOT NULL DEFAULT 0, times INTEGER NOT NULL DEFAULT 1 CHECK (times >= 1)) STRICT;

CREATE TABLE desks (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  letter          TEXT NOT NULL UNIQUE CHECK (length(letter) = 1),
  name            TEXT NOT NULL
) STRICT;

CREATE TABLE drills (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  at_ms           INTEGER NOT NULL,
  by_user         BLOB NOT NULL,
  report          TEXT NOT NULL
) STRICT;

CREATE TABLE duplicate_commons (
  value           INTEGER NOT NULL PRIMARY KEY,
  guests          INTEGER NOT NULL,
  placeholder     INTEGER NOT NULL CHECK (placeholder IN (0, 1))
) STRICT;

CREATE TABLE duplicate_model (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version         INTEGER NOT NULL,
  body            TEXT NOT NULL,
  learnt_at_ms    INTEGER NOT NULL
) STRICT;

CREATE TABLE duplicates (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  a               BLOB NOT NULL,
  b               BLOB NOT NULL,
  score_ppm       INTEGER NOT NULL CHECK (score_ppm BETWEEN 0 AND 1000000),
  because         TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('open', 'dismissed')),
  found_at_ms     INTEGER NOT NULL,
  settled_by      BLOB,
  settled_at_ms   INTEGER,
  CHECK (a < b),
  CHECK ((state = 'open') = (settled_at_ms IS NULL))
) STRICT;

CREATE TABLE duty_lines (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind            TEXT NOT NULL,
  room_no         TEXT NOT NULL,
  guest_id        BLOB REFERENCES guests(id),
  words           TEXT NOT NULL,
  corrects        BLOB REFERENCES duty_lines(id),
  department      TEXT,
  owner           BLOB,
  due_ms          INTEGER,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  done_words      TEXT NOT NULL,
  done_by         BLOB,
  done_at_ms      INTEGER,
  CHECK ((department IS NULL) = (due_ms IS NULL)),
  CHECK (owner IS NULL OR due_ms IS NOT NULL),
  CHECK ((done_by IS NULL) = (done_at_ms IS NULL)),
  CHECK (corrects IS NULL OR (due_ms IS NULL AND done_at_ms IS NULL))
) STRICT;

CREATE TABLE duty_rules (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  rules           TEXT NOT NULL
) STRICT;

CREATE TABLE erased_guests (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  erasure_id      BLOB NOT NULL REFERENCES erasures(id)
) STRICT;

CREATE TABLE erasures (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  ground          TEXT NOT NULL CHECK (ground IN ('asked', 'withdrawn', 'retention', 'unlawful')),
  request_id      BLOB,
  struck          TEXT NOT NULL,
  counts          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE event_answers (
  invite_id       BLOB NOT NULL REFERENCES event_invites(id),
  ordinal         INTEGER NOT NULL CHECK (ordinal > 0),
  state           TEXT NOT NULL,
  words           TEXT NOT NULL,
  entry_id        BLOB,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  PRIMARY KEY (invite_id, ordinal)
) STRICT;

CREATE TABLE event_invites (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  event_id        BLOB NOT NULL REFERENCES member_events(id),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  origin          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE export_copies (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  export_id       BLOB NOT NULL REFERENCES exports(id),
  folder          TEXT NOT NULL,
  name            TEXT NOT NULL,
  fingerprint     TEXT NOT NULL,
  bytes           INTEGER NOT NULL,
  sha256          TEXT NOT NULL CHECK (length(sha256) = 64),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE export_routines (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1),
  cadence         TEXT NOT NULL CHECK (cadence IN ('day', 'week', 'month')),
  contents        TEXT NOT NULL CHECK (contents IN ('period', 'since_last', 'full')),
  hour            INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
  folder          TEXT NOT NULL,
  runs            INTEGER NOT NULL CHECK (runs IN (0, 1)),
  since_ms        INTEGER NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE exports (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  period          TEXT NOT NULL,
  version         INTEGER NOT NULL CHECK (version >= 1),
  folder          TEXT NOT NULL,
  manifest_sha256 TEXT NOT NULL,
  rows            INTEGER NOT NULL,
  head_seq        INTEGER NOT NULL,
  head_mac        TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL, reason TEXT NOT NULL DEFAULT '',
  UNIQUE (period, version)
) STRICT;

CREATE TABLE guest_alerts (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL CHECK (kind IN ('note', 'do_not_rent', 'credit')),
  moment          TEXT NOT NULL CHECK (moment IN ('open', 'check_in', 'departure')),
  words           TEXT NOT NULL,
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  lifted_why      TEXT NOT NULL,
  lifted_by       BLOB,
  lifted_at_ms    INTEGER,
  CHECK ((lifted_by IS NULL) = (lifted_at_ms IS NULL))
) STRICT;

CREATE TABLE guest_contacts (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL,
  value           TEXT NOT NULL,
  normal          TEXT NOT NULL,
  preferred       INTEGER NOT NULL CHECK (preferred IN (0, 1)),
  source          TEXT NOT NULL
) STRICT;

CREATE TABLE guest_details (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  name            TEXT NOT NULL,
  latin_name      TEXT NOT NULL,
  title           TEXT NOT NULL,
  birth_date      TEXT,
  lunar_birthday  INTEGER NOT NULL CHECK (lunar_birthday IN (0, 1)),
  country         TEXT NOT NULL,
  language        TEXT NOT NULL,
  company         TEXT NOT NULL,
  vip             TEXT NOT NULL,
  document_kind   TEXT NOT NULL,
  document_hash   BLOB,
  document_last4  TEXT NOT NULL,
  source          TEXT NOT NULL,
  note            TEXT NOT NULL,
  share_consent   INTEGER NOT NULL CHECK (share_consent IN (0, 1)),
  updated_at_ms   INTEGER NOT NULL
, profile TEXT NOT NULL DEFAULT 'guest' CHECK (profile IN ('guest', 'staff', 'partner')), channel TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE guests (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  import_id       BLOB,
  merged_into     BLOB
) STRICT;

CREATE TABLE handover_items (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  handover_id     BLOB NOT NULL REFERENCES handovers(id),
  place           INTEGER NOT NULL CHECK (place >= 0),
  kind            TEXT NOT NULL,
  record          BLOB NOT NULL,
  room_no         TEXT NOT NULL,
  state           TEXT NOT NULL,
  due_ms          INTEGER,
  marks           TEXT NOT NULL,
  seen_at_ms      INTEGER,
  UNIQUE (handover_id, place)
) STRICT;

CREATE TABLE handovers (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,
  date            TEXT NOT NULL,
  shift           TEXT NOT NULL CHECK (shift IN ('early', 'mid', 'night')),
  begins_ms       INTEGER NOT NULL,
  ends_ms         INTEGER NOT NULL,
  out_user        BLOB NOT NULL,
  out_words       TEXT NOT NULL,
  out_at_ms       INTEGER NOT NULL,
  cash_minor      INTEGER CHECK (cash_minor BETWEEN 0 AND 1000000000000),
  keys            INTEGER CHECK (keys BETWEEN 0 AND 1000),
  radios          INTEGER CHECK (radios BETWEEN 0 AND 1000),
  fire_ok         INTEGER CHECK (fire_ok IN (0, 1)),
  head_seq        INTEGER NOT NULL,
  head_mac        TEXT NOT NULL,
  in_user         BLOB,
  in_words        TEXT NOT NULL,
  in_at_ms        INTEGER,
  UNIQUE (date, shift),
  CHECK (ends_ms > begins_ms),
  CHECK ((in_user IS NULL) = (in_at_ms IS NULL)),
  CHECK (in_user IS NULL OR in_user <> out_user)
) STRICT;

CREATE TABLE history (
  seq             INTEGER NOT NULL PRIMARY KEY,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  user_id         BLOB NOT NULL,
  op              TEXT NOT NULL,
  kind            TEXT NOT NULL,
  record          BLOB NOT NULL,
  request_key     TEXT NOT NULL,
  about           BLOB,
  undoes          INTEGER REFERENCES history(seq),
  before_digest   BLOB NOT NULL,
  after_digest    BLOB NOT NULL,
  mac             BLOB NOT NULL CHECK (length(mac) = 32)
, input_digest BLOB NOT NULL DEFAULT x'') STRICT;

CREATE TABLE hotel (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name            TEXT NOT NULL,
  code            TEXT NOT NULL,
  currency        TEXT NOT NULL CHECK (length(currency) = 3),
  minor_digits    INTEGER NOT NULL CHECK (minor_digits BETWEEN 0 AND 4),
  time_zone       TEXT NOT NULL,
  day_ends_hour   INTEGER NOT NULL CHECK (day_ends_hour BETWEEN 0 AND 11),
  practice        INTEGER NOT NULL CHECK (practice IN (0, 1)),
  clock_offset_ms INTEGER NOT NULL CHECK (practice = 1 OR clock_offset_ms = 0),
  created_at_ms   INTEGER NOT NULL,
  CHECK ((practice = 1) = (code = 'PRACTICE'))
) STRICT;

CREATE TABLE "images" (
  seq             INTEGER NOT NULL,
  side            TEXT NOT NULL CHECK (side IN ('before', 'after', 'input')),
  salt            BLOB NOT NULL,
  body            TEXT NOT NULL,
  PRIMARY KEY (seq, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_changes (
  import_id       BLOB NOT NULL REFERENCES imports(id),
  kind            TEXT NOT NULL,
  record          BLOB NOT NULL,
  before          TEXT NOT NULL,
  after_digest    BLOB NOT NULL,
  PRIMARY KEY (import_id, record)
) STRICT;

CREATE TABLE import_conflicts (
  stay_id         BLOB NOT NULL,
  column_name     TEXT NOT NULL,
  record          BLOB NOT NULL,
  theirs_digest   BLOB NOT NULL CHECK (length(theirs_digest) = 16),
  standing        TEXT NOT NULL CHECK (standing IN ('waiting', 'kept')),
  import_id       BLOB NOT NULL REFERENCES imports(id),
  PRIMARY KEY (stay_id, column_name)
) STRICT;

CREATE TABLE import_finding_rows (
  import_id       BLOB NOT NULL REFERENCES imports(id),
  kind            TEXT NOT NULL,
  column_name     TEXT NOT NULL,
  code            TEXT NOT NULL,
  line            INTEGER NOT NULL,
  stay_id         BLOB,
  PRIMARY KEY (import_id, kind, column_name, code, line)
) STRICT;

CREATE TABLE import_findings (
  import_id       BLOB NOT NULL REFERENCES imports(id),
  kind            TEXT NOT NULL CHECK (kind IN ('encoding', 'refused', 'conflicting', 'flagged', 'missing', 'placeholder')),
  column_name     TEXT NOT NULL,
  code            TEXT NOT NULL,
  rows            INTEGER NOT NULL CHECK (rows > 0),
  PRIMARY KEY (import_id, kind, column_name, code)
) STRICT;

CREATE TABLE import_folder (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  folder          TEXT NOT NULL,
  source          TEXT,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE import_landed (
  file_name       TEXT NOT NULL PRIMARY KEY,
  bytes           INTEGER NOT NULL,
  modified_ms     INTEGER NOT NULL,
  sha256          BLOB NOT NULL CHECK (length(sha256) = 32),
  header_digest   BLOB,
  standing        TEXT NOT NULL CHECK (standing IN ('imported', 'same', 'needs_mapping', 'refused')),
  code            TEXT NOT NULL,
  import_id       BLOB REFERENCES imports(id),
  refusals        TEXT NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE import_mappings (
  header_digest   BLOB NOT NULL CHECK (length(header_digest) = 32),
  source          TEXT NOT NULL,
  mapping         TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  PRIMARY KEY (header_digest, source)
) STRICT;

CREATE TABLE imports (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  source          TEXT NOT NULL,
  mapping         TEXT NOT NULL,
  file_name       TEXT NOT NULL,
  file_sha256     BLOB NOT NULL,
  rows_digest     BLOB NOT NULL,
  rows            INTEGER NOT NULL,
  new             INTEGER NOT NULL,
  changed         INTEGER NOT NULL,
  same            INTEGER NOT NULL,
  conflicting     INTEGER NOT NULL,
  refused         INTEGER NOT NULL,
  skipped         INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('applied', 'undone')),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  data_as_of_ms   INTEGER NOT NULL, kept_ours INTEGER NOT NULL DEFAULT 0,
  CHECK (new + changed + same + conflicting + refused + skipped = rows)
) STRICT;

CREATE TABLE intake_drafts (
  user_id         BLOB NOT NULL PRIMARY KEY CHECK (length(user_id) = 16),
  body            TEXT NOT NULL,
  kept_at_ms      INTEGER NOT NULL
) STRICT;

CREATE TABLE kept_ends (
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES kept_packages(export_id),
  because         TEXT NOT NULL CHECK (because IN ('age', 'erased')),
  replaced_by     BLOB REFERENCES exports(id),
  ended_on        TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  CHECK ((because = 'erased') = (replaced_by IS NOT NULL))
) STRICT;

CREATE TABLE kept_files (
  export_id       BLOB NOT NULL REFERENCES kept_packages(export_id),
  place           INTEGER NOT NULL CHECK (place >= 0),
  path            TEXT NOT NULL,
  rows            INTEGER NOT NULL,
  bytes           INTEGER NOT NULL,
  sha256          TEXT NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (export_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_packages (
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES exports(id),
  made_on         TEXT NOT NULL,
  recipient       TEXT NOT NULL
) STRICT;

CREATE TABLE ledger (
  seq             INTEGER NOT NULL PRIMARY KEY,
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  from_account    INTEGER NOT NULL REFERENCES accounts(id),
  to_account      INTEGER NOT NULL REFERENCES accounts(id),
  points          INTEGER NOT NULL CHECK (points BETWEEN 1 AND 1000000000),
  code            TEXT NOT NULL,
  source          TEXT NOT NULL,
  memo            TEXT NOT NULL,
  reverses        BLOB UNIQUE,
  request_key     TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  CHECK (from_account <> to_account)
) STRICT;

CREATE TABLE ledger_grounds (
  entry_id        BLOB NOT NULL PRIMARY KEY CHECK (length(entry_id) = 16),
  reason          TEXT NOT NULL,
  second_by       BLOB
) STRICT;

CREATE TABLE legal_holds (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  ended_because   TEXT NOT NULL DEFAULT '',
  ended_by        BLOB,
  ended_at_ms     INTEGER,
  CHECK ((ended_by IS NULL) = (ended_at_ms IS NULL))
) STRICT;

CREATE TABLE limit_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
  limits          TEXT NOT NULL,
  why             TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE listed_guests (
  guest_id        BLOB NOT NULL PRIMARY KEY,
  cell            INTEGER NOT NULL,
  last_departure  TEXT NOT NULL,
  complained_on   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_state (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version         INTEGER NOT NULL
) STRICT;

CREATE TABLE local_desk (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  desk_id         BLOB NOT NULL
) STRICT;

CREATE TABLE lot_extensions (
  entry_id        BLOB NOT NULL,
  lot_id          BLOB NOT NULL REFERENCES lots(id),
  from_on         TEXT NOT NULL,
  expires_on      TEXT NOT NULL,
  PRIMARY KEY (entry_id, lot_id),
  CHECK (expires_on > from_on)
) STRICT;

CREATE TABLE lot_uses (
  entry_id        BLOB NOT NULL,
  lot_id          BLOB NOT NULL REFERENCES lots(id),
  points          INTEGER NOT NULL CHECK (points <> 0),
  PRIMARY KEY (entry_id, lot_id)
) STRICT;

CREATE TABLE lots (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  account         INTEGER NOT NULL REFERENCES accounts(id),
  entry_id        BLOB NOT NULL,
  points          INTEGER NOT NULL CHECK (points > 0),
  left_points     INTEGER NOT NULL CHECK (left_points BETWEEN 0 AND points),
  expires_on      TEXT NOT NULL
) STRICT;

CREATE TABLE manual_tiers (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  tier            TEXT NOT NULL,
  reason          TEXT NOT NULL CHECK (reason <> ''),
  from_on         TEXT NOT NULL,
  until_on        TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  ended_on        TEXT,
  ended_by        BLOB,
  CHECK (until_on >= from_on)
) STRICT;

CREATE TABLE member_events (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,
  title           TEXT NOT NULL CHECK (title <> ''),
  kind            TEXT NOT NULL,
  held_on         TEXT NOT NULL,
  place           TEXT NOT NULL,
  capacity        INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 2000),
  budget_minor    INTEGER NOT NULL CHECK (budget_minor BETWEEN 0 AND 1000000000000),
  cost_minor      INTEGER CHECK (cost_minor BETWEEN 0 AND 1000000000000),
  points          INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000000),
  effect_days     INTEGER NOT NULL CHECK (effect_days BETWEEN 1 AND 730),
  called_off      TEXT NOT NULL DEFAULT '',
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE members (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  member_no       TEXT NOT NULL UNIQUE,
  tier            TEXT NOT NULL,
  tier_since      TEXT NOT NULL,
  enrolled_on     TEXT NOT NULL,
  import_id       BLOB
, earned_tier TEXT, earned_since TEXT) STRICT;

CREATE TABLE merge_fields (
  merge_id        BLOB NOT NULL REFERENCES merges(id),
  field           TEXT NOT NULL,
  was             TEXT NOT NULL,
  became          TEXT NOT NULL,
  PRIMARY KEY (merge_id, field)
) STRICT;

CREATE TABLE merge_moves (
  merge_id        BLOB NOT NULL REFERENCES merges(id),
  record          BLOB NOT NULL,
  kind            TEXT NOT NULL,
  PRIMARY KEY (merge_id, record)
) STRICT;

CREATE TABLE merges (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  keep_id         BLOB NOT NULL REFERENCES guests(id),
  other_id        BLOB NOT NULL REFERENCES guests(id),
  state           TEXT NOT NULL CHECK (state IN ('merged', 'unmerged')),
  reason          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  unmerged_by     BLOB,
  unmerged_at_ms  INTEGER,
  CHECK (keep_id <> other_id),
  CHECK ((state = 'unmerged') = (unmerged_at_ms IS NOT NULL))
) STRICT;

CREATE TABLE numbers_given (
  series          TEXT NOT NULL PRIMARY KEY,
  last            INTEGER NOT NULL CHECK (last >= 0)
) STRICT;

CREATE TABLE pendings (
  hold_id         BLOB NOT NULL PRIMARY KEY CHECK (length(hold_id) = 16),
  account         INTEGER NOT NULL REFERENCES accounts(id),
  house           TEXT NOT NULL,
  points          INTEGER NOT NULL CHECK (points BETWEEN 1 AND 1000000000),
  code            TEXT NOT NULL,
  source          TEXT NOT NULL,
  remedy_id       BLOB,
  due_on          TEXT,
  expires_on      TEXT,
  held_on         TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'voided')),
  entry_id        BLOB UNIQUE,
  settled_on      TEXT,
  CHECK ((remedy_id IS NULL) <> (due_on IS NULL)),
  CHECK ((state = 'posted') = (entry_id IS NOT NULL)),
  CHECK ((state = 'pending') = (settled_on IS NULL))
) STRICT;

CREATE TABLE phone_answers (
  phone_id        BLOB NOT NULL PRIMARY KEY REFERENCES phone_approvals(id),
  answer          TEXT NOT NULL CHECK (answer IN ('countersigned', 'disputed')),
  words           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE phone_approvals (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  step_id         BLOB NOT NULL UNIQUE REFERENCES ticket_steps(id),
  approver        BLOB NOT NULL REFERENCES users(id),
  entered_by      BLOB NOT NULL REFERENCES users(id),
  code_step       INTEGER NOT NULL,
  amount_minor    INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 1000000000000),
  points          INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000000000),
  words           TEXT NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  UNIQUE (approver, code_step),
  CHECK (approver <> entered_by)
) STRICT;

CREATE TABLE phone_guards (
  user_id         BLOB NOT NULL PRIMARY KEY,
  failures        INTEGER NOT NULL CHECK (failures >= 0),
  until_ms        INTEGER NOT NULL
) STRICT;

CREATE TABLE phone_secrets (
  user_id         BLOB NOT NULL PRIMARY KEY REFERENCES users(id),
  sealed          TEXT NOT NULL,
  enrolled_at_ms  INTEGER NOT NULL,
  used_step       INTEGER NOT NULL
) STRICT;

CREATE TABLE plan_tasks (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  stay_id         BLOB REFERENCES stays(id),
  department      TEXT NOT NULL,
  words           TEXT NOT NULL,
  origin          TEXT NOT NULL CHECK (origin IN ('desk', 'standard')),
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  done_by         BLOB,
  done_at_ms      INTEGER,
  CHECK ((done_by IS NULL) = (done_at_ms IS NULL))
) STRICT;

CREATE TABLE preferences (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL,
  words           TEXT NOT NULL,
  origin          TEXT NOT NULL,
  consent_at_ms   INTEGER,
  source          TEXT NOT NULL,
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  CHECK (kind NOT IN ('health', 'religion', 'minor') OR consent_at_ms IS NOT NULL)
) STRICT;

CREATE TABLE privacy_papers (
  paper_id        BLOB NOT NULL CHECK (length(paper_id) = 16),
  version         INTEGER NOT NULL CHECK (version > 0),
  kind            TEXT NOT NULL CHECK (kind IN ('breach', 'assessment')),
  number          TEXT NOT NULL,
  body            TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  PRIMARY KEY (paper_id, version)
) STRICT;

CREATE TABLE programmes (
  version         INTEGER NOT NULL PRIMARY KEY,
  valid_from      TEXT NOT NULL,
  rules           TEXT NOT NULL
, why TEXT NOT NULL DEFAULT '', by_user BLOB, at_ms INTEGER) STRICT;

CREATE TABLE promises (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  ticket_id       BLOB,
  words           TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('open', 'kept', 'broken')),
  reason          TEXT NOT NULL,
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  settled_by      BLOB,
  settled_at_ms   INTEGER,
  CHECK ((state = 'open') = (settled_at_ms IS NULL))
) STRICT;

CREATE TABLE purpose_consents (
  seq             INTEGER NOT NULL PRIMARY KEY,
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  purpose         TEXT NOT NULL,
  agreed          INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  text_version    INTEGER NOT NULL CHECK (text_version > 0),
  told            TEXT NOT NULL CHECK (told <> ''),
  guardian        TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE referrals (
  seq             INTEGER NOT NULL PRIMARY KEY,
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  referrer_id     BLOB NOT NULL REFERENCES guests(id),
  referred_id     BLOB NOT NULL REFERENCES guests(id),
  told            TEXT NOT NULL CHECK (told <> ''),
  referred_on     TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  ended_because   TEXT NOT NULL DEFAULT '',
  ended_by        BLOB,
  ended_at_ms     INTEGER
) STRICT;

CREATE TABLE "requests" (
  key             TEXT NOT NULL PRIMARY KEY,
  op              TEXT NOT NULL,
  input_digest    BLOB NOT NULL CHECK (length(input_digest) = 32),
  input_version   INTEGER NOT NULL,
  answer          TEXT NOT NULL,
  changed         TEXT NOT NULL,
  first_seq       INTEGER NOT NULL,
  at_ms           INTEGER NOT NULL,
  last_seq        INTEGER NOT NULL CHECK (last_seq >= first_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE restores (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  at_ms           INTEGER NOT NULL,
  by_user         BLOB,
  report          TEXT NOT NULL
) STRICT;

CREATE TABLE retention_runs (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  run_on          TEXT NOT NULL,
  version         INTEGER NOT NULL REFERENCES retention_versions(version),
  erased          INTEGER NOT NULL CHECK (erased >= 0),
  held            INTEGER NOT NULL CHECK (held >= 0),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE retention_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
  rules           TEXT NOT NULL,
  why             TEXT NOT NULL CHECK (why <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE rights_requests (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  wanted          TEXT NOT NULL CHECK (wanted IN ('copy', 'correct', 'erase', 'withdraw', 'explain')),
  words           TEXT NOT NULL,
  channel         TEXT NOT NULL,
  identity        TEXT NOT NULL,
  asked_on        TEXT NOT NULL,
  due_on          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  outcome         TEXT CHECK (outcome IN ('done', 'partly', 'refused')),
  answer          TEXT NOT NULL DEFAULT '',
  answered_by     BLOB,
  answered_at_ms  INTEGER,
  CHECK ((outcome IS NULL) = (answered_at_ms IS NULL))
) STRICT;

CREATE TABLE routine_days (
  day             TEXT NOT NULL PRIMARY KEY,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE routine_exports (
  export_id       BLOB NOT NULL PRIMARY KEY REFERENCES exports(id),
  routine         INTEGER NOT NULL REFERENCES export_routines(version),
  due_ms          INTEGER NOT NULL
) STRICT;

CREATE TABLE routine_tries (
  cadence         TEXT NOT NULL,
  period          TEXT NOT NULL,
  code            TEXT NOT NULL,
  args            TEXT NOT NULL,
  tries           INTEGER NOT NULL CHECK (tries >= 1),
  first_ms        INTEGER NOT NULL,
  last_ms         INTEGER NOT NULL,
  PRIMARY KEY (cadence, period)
) STRICT;

CREATE TABLE seal_keys (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1),
  recipient       TEXT NOT NULL,
  fingerprint     TEXT NOT NULL CHECK (length(fingerprint) = 32),
  whose           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE search_active (
  row             INTEGER NOT NULL PRIMARY KEY,
  guest_id        BLOB NOT NULL,
  state           TEXT NOT NULL,
  arrival         TEXT NOT NULL,
  departure       TEXT NOT NULL,
  room_no         TEXT NOT NULL,
  tier            INTEGER NOT NULL,
  last            INTEGER NOT NULL
, line INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE search_active_keys (
  text            TEXT NOT NULL,
  row             INTEGER NOT NULL,
  grade           INTEGER NOT NULL,
  PRIMARY KEY (text, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_guests (
  row             INTEGER NOT NULL PRIMARY KEY,
  guest_id        BLOB NOT NULL,
  words           TEXT NOT NULL
) STRICT;

CREATE TABLE search_lines (
  row             INTEGER NOT NULL PRIMARY KEY,
  guest_id        BLOB NOT NULL,
  name            TEXT NOT NULL,
  latin_name      TEXT NOT NULL,
  title           TEXT NOT NULL,
  company         TEXT NOT NULL,
  document_last4  TEXT NOT NULL,
  member_no       TEXT NOT NULL,
  tier            TEXT NOT NULL,
  last_departure  TEXT,
  other_numbers   TEXT NOT NULL,
  contacts        TEXT NOT NULL
, other_names TEXT NOT NULL DEFAULT '', profile TEXT NOT NULL DEFAULT 'guest') STRICT;

CREATE TABLE search_state (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version         INTEGER NOT NULL,
  day             TEXT NOT NULL,
  ranked          INTEGER NOT NULL
) STRICT;

CREATE TABLE search_tails (
  reversed        INTEGER NOT NULL,
  row             INTEGER NOT NULL,
  kind            INTEGER NOT NULL,
  marks           INTEGER NOT NULL,
  PRIMARY KEY (reversed, row, kind)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search_words USING fts5(
  words, content='search_guests', content_rowid='row', detail=none, columnsize=0, tokenize="ascii tokenchars '~&$'"
);

CREATE TABLE secrets (
  name            TEXT NOT NULL PRIMARY KEY,
  value           BLOB NOT NULL CHECK (length(value) = 32)
) STRICT;

CREATE TABLE settings (
  name            TEXT NOT NULL PRIMARY KEY,
  value           TEXT NOT NULL
) STRICT;

CREATE TABLE sign_in_guards (
  user_id         BLOB NOT NULL PRIMARY KEY,
  failures        INTEGER NOT NULL,
  until_ms        INTEGER NOT NULL
, signed_in_ms INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE stay_summaries (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  stays           INTEGER NOT NULL,
  nights          INTEGER NOT NULL,
  spend_minor     INTEGER NOT NULL,
  last_departure  TEXT,
  last_room       TEXT NOT NULL
) STRICT;

CREATE TABLE stays (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB REFERENCES guests(id),
  source          TEXT NOT NULL,
  source_key      TEXT NOT NULL,
  confirmation    TEXT NOT NULL,
  state           TEXT NOT NULL,
  property        TEXT NOT NULL,
  arrival         TEXT NOT NULL,
  departure       TEXT NOT NULL,
  nights          INTEGER NOT NULL CHECK (nights BETWEEN 0 AND 3660),
  arrive_minute   INTEGER CHECK (arrive_minute BETWEEN 0 AND 1439),
  arrived_at_ms   INTEGER,
  room_no         TEXT NOT NULL,
  room_type       TEXT NOT NULL,
  adults          INTEGER NOT NULL CHECK (adults BETWEEN 0 AND 1000),
  children        INTEGER NOT NULL CHECK (children BETWEEN 0 AND 1000),
  babies          INTEGER NOT NULL CHECK (babies BETWEEN 0 AND 1000),
  channel         TEXT NOT NULL,
  segment         TEXT NOT NULL,
  country         TEXT NOT NULL,
  repeat_guest    INTEGER NOT NULL CHECK (repeat_guest IN (0, 1)),
  rate_minor      INTEGER NOT NULL CHECK (rate_minor BETWEEN -1000000000000 AND 1000000000000),
  room_minor      INTEGER NOT NULL CHECK (room_minor BETWEEN -1000000000000 AND 1000000000000),
  food_minor      INTEGER NOT NULL CHECK (food_minor BETWEEN -1000000000000 AND 1000000000000),
  other_minor     INTEGER NOT NULL CHECK (other_minor BETWEEN -1000000000000 AND 1000000000000),
  payment         TEXT NOT NULL,
  booked_on       TEXT,
  status_on       TEXT,
  warnings        TEXT NOT NULL,
  row_digest      BLOB NOT NULL,
  import_id       BLOB,
  UNIQUE (source, source_key)
) STRICT;

CREATE TABLE ticket_attachment_bytes (
  attachment_id   BLOB NOT NULL PRIMARY KEY CHECK (length(attachment_id) = 16) REFERENCES ticket_attachments(id),
  content         BLOB NOT NULL
) STRICT;

CREATE TABLE ticket_attachments (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  kind            TEXT NOT NULL CHECK (kind IN ('jpeg', 'png', 'webp', 'heic', 'pdf')),
  name            TEXT NOT NULL,
  words           TEXT NOT NULL,
  bytes           INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 8388608),
  sha256          BLOB NOT NULL CHECK (length(sha256) = 32),
  blanked         INTEGER NOT NULL CHECK (blanked IN (0, 1)),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  withdrawn_at_ms INTEGER,
  withdrawn_by    BLOB,
  withdrawn_because TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE ticket_externals (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  body            TEXT NOT NULL,
  body_name       TEXT NOT NULL,
  reference       TEXT NOT NULL CHECK (reference <> ''),
  received_on     TEXT NOT NULL,
  due_on          TEXT NOT NULL,
  due_ms          INTEGER NOT NULL,
  words           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  answered_on     TEXT,
  sent_how        TEXT NOT NULL DEFAULT '',
  answer_words    TEXT NOT NULL DEFAULT '',
  answered_by     BLOB,
  answered_at_ms  INTEGER
) STRICT;

CREATE TABLE ticket_joins (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  keep_id         BLOB NOT NULL REFERENCES tickets(id),
  other_id        BLOB NOT NULL REFERENCES tickets(id) CHECK (other_id <> keep_id),
  reason          TEXT NOT NULL,
  was             TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  settled_at_ms   INTEGER,
  ended_at_ms     INTEGER,
  ended_by        BLOB,
  ended_because   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE ticket_notes (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  words           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE ticket_pauses (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  reason          TEXT NOT NULL CHECK (reason IN ('guest', 'parts', 'authority', 'other')),
  words           TEXT NOT NULL,
  began_at_ms     INTEGER NOT NULL,
  began_by        BLOB NOT NULL,
  ended_at_ms     INTEGER,
  ended_by        BLOB
) STRICT;

CREATE TABLE ticket_remedies (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  remedy          TEXT NOT NULL,
  words           TEXT NOT NULL,
  amount_minor    INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND 1000000000000),
  points          INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000000000),
  state           TEXT NOT NULL,
  above           TEXT NOT NULL,
  proposed_by     BLOB NOT NULL,
  proposed_at_ms  INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  decided_by      BLOB,
  decided_at_ms   INTEGER,
  decision        TEXT NOT NULL,
  CHECK (decided_by IS NULL OR decided_by <> proposed_by)
) STRICT;

CREATE TABLE ticket_reopenings (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  solved_at_ms    INTEGER,
  closed_at_ms    INTEGER NOT NULL,
  closed_by       BLOB,
  steps           INTEGER NOT NULL CHECK (steps >= 0),
  remedies        INTEGER NOT NULL CHECK (remedies >= 0),
  pauses          INTEGER NOT NULL CHECK (pauses >= 0)
) STRICT;

CREATE TABLE ticket_slip_lines (
  remedy_id       BLOB NOT NULL PRIMARY KEY REFERENCES ticket_remedies(id),
  slip_id         BLOB NOT NULL REFERENCES ticket_slips(id)
) STRICT;

CREATE TABLE ticket_slips (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  number          TEXT NOT NULL UNIQUE,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE ticket_splits (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  from_id         BLOB NOT NULL REFERENCES tickets(id),
  to_id           BLOB NOT NULL UNIQUE REFERENCES tickets(id) CHECK (to_id <> from_id),
  reason          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE ticket_steps (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  step            INTEGER NOT NULL CHECK (step BETWEEN 1 AND 7),
  body            TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL
) STRICT;

CREATE TABLE tickets (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,
  guest_id        BLOB REFERENCES guests(id),
  stay_id         BLOB REFERENCES stays(id),
  room_no         TEXT NOT NULL,
  problem         TEXT NOT NULL,
  area            TEXT NOT NULL,
  touchpoint      TEXT NOT NULL,
  severity        TEXT NOT NULL CHECK (severity IN ('normal', 'important', 'urgent')),
  mood            TEXT NOT NULL,
  words           TEXT NOT NULL,
  state           TEXT NOT NULL,
  department      TEXT NOT NULL,
  owner           BLOB,
  opened_by       BLOB NOT NULL,
  opened_at_ms    INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  answer_due_ms   INTEGER NOT NULL,
  start_due_ms    INTEGER NOT NULL,
  solve_due_ms    INTEGER NOT NULL,
  answered_at_ms  INTEGER,
  started_at_ms   INTEGER,
  apologised_at_ms INTEGER,
  solved_at_ms    INTEGER,
  callback_due_ms INTEGER,
  closed_at_ms    INTEGER,
  closed_by       BLOB
, due_ms INTEGER, kind TEXT NOT NULL DEFAULT 'complaint' CHECK (kind IN ('complaint', 'praise', 'suggestion', 'opinion')), about_guest_id BLOB REFERENCES guests(id), merged_into BLOB REFERENCES tickets(id)) STRICT;

CREATE TABLE tier_moves (
  seq             INTEGER NOT NULL PRIMARY KEY,
  account         INTEGER NOT NULL REFERENCES accounts(id),
  on_date         TEXT NOT NULL,
  tier_before     TEXT NOT NULL,
  tier_after      TEXT NOT NULL,
  cause           TEXT NOT NULL,
  nights          INTEGER NOT NULL CHECK (nights >= 0),
  stays           INTEGER NOT NULL CHECK (stays >= 0),
  spend_minor     INTEGER NOT NULL CHECK (spend_minor BETWEEN -1000000000000 AND 1000000000000),
  request_key     TEXT NOT NULL,
  CHECK (tier_before <> tier_after)
) STRICT;

CREATE TABLE unsaved_words (
  user_id         BLOB NOT NULL CHECK (length(user_id) = 16),
  place           TEXT NOT NULL CHECK (place <> ''),
  body            TEXT NOT NULL CHECK (body <> ''),
  kept_at_ms      INTEGER NOT NULL,
  PRIMARY KEY (user_id, place)
) STRICT;

CREATE TABLE users (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  sign_in         TEXT NOT NULL UNIQUE,
  name            TEXT NOT NULL,
  role            TEXT NOT NULL,
  department      TEXT NOT NULL,
  pin_hash        TEXT NOT NULL,
  active          INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at_ms   INTEGER NOT NULL
, guest_id BLOB REFERENCES guests(id)) STRICT;

CREATE TABLE voucher_ends (
  voucher_id      BLOB NOT NULL PRIMARY KEY REFERENCES vouchers(id),
  how             TEXT NOT NULL CHECK (how IN ('used', 'voided')),
  place           TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;

CREATE TABLE voucher_guards (
  user_id         BLOB NOT NULL PRIMARY KEY,
  failures        INTEGER NOT NULL CHECK (failures >= 0),
  until_ms        INTEGER NOT NULL
) STRICT;

CREATE TABLE vouchers (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  entry_id        BLOB NOT NULL UNIQUE REFERENCES ledger(id),
  reward          TEXT NOT NULL,
  words           TEXT NOT NULL,
  points          INTEGER NOT NULL CHECK (points BETWEEN 1 AND 1000000000),
  cost_minor      INTEGER NOT NULL CHECK (cost_minor BETWEEN 0 AND 1000000000000),
  turn            INTEGER NOT NULL CHECK (turn >= 0),
  mark            BLOB NOT NULL UNIQUE CHECK (length(mark) = 16),
  valid_until     TEXT NOT NULL,
  issued_by       BLOB NOT NULL,
  issued_at_ms    INTEGER NOT NULL,
  issued_on       TEXT NOT NULL
) STRICT;

CREATE TABLE wishes_met (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  preference_id   BLOB NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  UNIQUE (preference_id, business_date)
) STRICT;

CREATE INDEX action_tickets_ticket ON action_tickets(ticket_id);

CREATE INDEX balance_tiers_import ON balance_tiers(import_id);

CREATE INDEX benefit_lines_guest ON benefit_lines(guest_id, business_date);

CREATE INDEX benefit_lines_stay ON benefit_lines(stay_id) WHERE stay_id IS NOT NULL;

CREATE INDEX card_openings_day ON card_openings(business_date);

CREATE INDEX companions_guest ON companions(guest_id);

CREATE INDEX companions_other ON companions(other_id) WHERE other_id IS NOT NULL;

CREATE INDEX contact_consents_guest ON contact_consents(guest_id, seq, agreed);

CREATE INDEX corrective_actions_closed ON corrective_actions(closed_at_ms) WHERE closed_at_ms IS NOT NULL;

CREATE INDEX corrective_actions_open ON corrective_actions(due) WHERE closed_at_ms IS NULL;

CREATE INDEX dealings_called ON dealings(guest_id, happened_on) WHERE outcome IS NOT NULL;

CREATE INDEX dealings_guest ON dealings(guest_id, happened_on);

CREATE INDEX denials_same ON denials(user_id, op, at_ms);

CREATE INDEX duplicate_birth ON guest_details(birth_date) WHERE birth_date IS NOT NULL;

CREATE INDEX duplicate_document ON guest_details(document_hash) WHERE document_hash IS NOT NULL;

CREATE INDEX duplicates_best ON duplicates(state, score_ppm);

CREATE INDEX duplicates_other ON duplicates(b);

CREATE UNIQUE INDEX duplicates_pair ON duplicates(a, b);

CREATE INDEX duty_lines_at ON duty_lines(at_ms);

CREATE INDEX duty_lines_corrects ON duty_lines(corrects) WHERE corrects IS NOT NULL;

CREATE INDEX duty_lines_guest ON duty_lines(guest_id) WHERE guest_id IS NOT NULL;

CREATE INDEX duty_lines_open ON duty_lines(due_ms)
  WHERE done_at_ms IS NULL AND corrects IS NULL AND (due_ms IS NOT NULL OR kind = 'double_lock');

CREATE INDEX erased_guests_act ON erased_guests(erasure_id);

CREATE INDEX event_invites_event ON event_invites(event_id, guest_id);

CREATE INDEX event_invites_guest ON event_invites(guest_id);

CREATE INDEX export_copies_export ON export_copies(export_id);

CREATE INDEX exports_head ON exports(head_seq);

CREATE INDEX guest_alerts_guest ON guest_alerts(guest_id);

CREATE INDEX guest_contacts_guest ON guest_contacts(guest_id);

CREATE INDEX guest_contacts_normal ON guest_contacts(normal);

CREATE INDEX guest_details_company ON guest_details(company) WHERE company <> '';

CREATE INDEX guest_details_name ON guest_details(name);

CREATE INDEX guests_import ON guests(import_id) WHERE import_id IS NOT NULL;

CREATE INDEX guests_merged ON guests(merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX handovers_begins ON handovers(begins_ms);

CREATE INDEX handovers_unsigned ON handovers(begins_ms) WHERE in_user IS NULL;

CREATE INDEX history_about ON history(about, seq) WHERE about IS NOT NULL;

CREATE INDEX history_expiries ON history(seq) WHERE op = 'expire_points';

CREATE INDEX history_reads ON history(seq)
  WHERE op IN ('reveal_contact', 'copy_guest', 'export_guest_list', 'export_member_list', 'copy_attachment', 'print_evidence');

CREATE INDEX history_record ON history(record, seq);

CREATE INDEX history_undoes ON history(undoes) WHERE undoes IS NOT NULL;

CREATE INDEX import_changes_record ON import_changes(record);

CREATE INDEX import_conflicts_import ON import_conflicts(import_id);

CREATE INDEX import_conflicts_record ON import_conflicts(record, column_name, theirs_digest);

CREATE INDEX ledger_date ON ledger(business_date, from_account, to_account, points, code);

CREATE INDEX ledger_from ON ledger(from_account, seq, points);

CREATE INDEX ledger_redeemed ON ledger(business_date, source, from_account, points) WHERE code = 'redeem';

CREATE INDEX ledger_source ON ledger(source);

CREATE INDEX ledger_to ON ledger(to_account, seq, points);

CREATE INDEX legal_holds_guest ON legal_holds(guest_id);

CREATE INDEX legal_holds_standing ON legal_holds(at_ms) WHERE ended_at_ms IS NULL;

CREATE INDEX listed_guests_order ON listed_guests(cell, last_departure, guest_id, complained_on);

CREATE INDEX lot_extensions_lot ON lot_extensions(lot_id, expires_on);

CREATE INDEX lot_uses_lot ON lot_uses(lot_id);

CREATE INDEX lots_account ON lots(account, expires_on, left_points) WHERE left_points > 0;

CREATE INDEX lots_due ON lots(expires_on, account, left_points) WHERE left_points > 0;

CREATE INDEX lots_ended ON lots(expires_on, points);

CREATE INDEX lots_entry ON lots(entry_id);

CREATE INDEX manual_tiers_guest ON manual_tiers(guest_id);

CREATE INDEX member_events_day ON member_events(held_on, id);

CREATE INDEX members_by_hand ON members(tier, tier_since, guest_id) WHERE earned_tier IS NOT NULL;

CREATE INDEX members_tier ON members(tier, tier_since, guest_id);

CREATE INDEX merge_moves_record ON merge_moves(record);

CREATE INDEX merges_keep ON merges(keep_id);

CREATE INDEX merges_other ON merges(other_id);

CREATE INDEX pendings_account ON pendings(account, state);

CREATE INDEX pendings_due ON pendings(due_on) WHERE state = 'pending';

CREATE UNIQUE INDEX pendings_remedy ON pendings(remedy_id) WHERE state <> 'voided';

CREATE INDEX pendings_source ON pendings(source) WHERE state = 'pending';

CREATE INDEX phone_answers_disputed ON phone_answers(business_date) WHERE answer = 'disputed';

CREATE INDEX phone_approvals_ticket ON phone_approvals(ticket_id);

CREATE INDEX plan_tasks_guest ON plan_tasks(guest_id);

CREATE INDEX plan_tasks_open ON plan_tasks(department, business_date) WHERE done_at_ms IS NULL;

CREATE INDEX preferences_guest ON preferences(guest_id);

CREATE INDEX privacy_papers_kind ON privacy_papers(kind, at_ms);

CREATE INDEX promises_guest ON promises(guest_id);

CREATE INDEX promises_open ON promises(guest_id) WHERE state = 'open';

CREATE INDEX purpose_consents_guest ON purpose_consents(guest_id, purpose, seq);

CREATE INDEX referrals_referred ON referrals(referred_id);

CREATE INDEX referrals_referrer ON referrals(referrer_id);

CREATE INDEX rights_requests_guest ON rights_requests(guest_id);

CREATE INDEX rights_requests_open ON rights_requests(due_on) WHERE outcome IS NULL;

CREATE INDEX search_active_guest ON search_active(guest_id);

CREATE INDEX search_active_keys_row ON search_active_keys(row);

CREATE INDEX search_confirmation ON stays(confirmation COLLATE NOCASE) WHERE confirmation <> '';

CREATE UNIQUE INDEX search_guests_guest ON search_guests(guest_id);

CREATE INDEX search_tails_row ON search_tails(row);

CREATE INDEX stay_summaries_last ON stay_summaries(last_departure, guest_id) WHERE last_departure IS NOT NULL;

CREATE INDEX stays_arrival ON stays(arrival, state);

CREATE INDEX stays_counted ON stays(guest_id, departure, nights, room_minor, food_minor, other_minor) WHERE state = 'departed' AND guest_id IS NOT NULL;

CREATE INDEX stays_departure ON stays(departure, state);

CREATE INDEX stays_guest ON stays(guest_id, arrival) WHERE guest_id IS NOT NULL;

CREATE INDEX stays_import ON stays(import_id) WHERE import_id IS NOT NULL;

CREATE INDEX stays_in_house ON stays(room_no) WHERE state = 'in_house';

CREATE INDEX stays_nights ON stays(departure, arrival, room_no) WHERE state IN ('in_house', 'departed');

CREATE INDEX stays_room ON stays(room_no, arrival) WHERE room_no <> '';

CREATE INDEX ticket_attachments_ticket ON ticket_attachments(ticket_id);

CREATE INDEX ticket_externals_owed ON ticket_externals(due_ms, ticket_id) WHERE answered_on IS NULL;

CREATE INDEX ticket_externals_ticket ON ticket_externals(ticket_id);

CREATE INDEX ticket_joins_keep ON ticket_joins(keep_id);

CREATE INDEX ticket_joins_of ON ticket_joins(other_id);

CREATE UNIQUE INDEX ticket_joins_other ON ticket_joins(other_id) WHERE ended_at_ms IS NULL;

CREATE INDEX ticket_notes_ticket ON ticket_notes(ticket_id);

CREATE UNIQUE INDEX ticket_pauses_lasting ON ticket_pauses(ticket_id) WHERE ended_at_ms IS NULL;

CREATE INDEX ticket_pauses_ticket ON ticket_pauses(ticket_id);

CREATE INDEX ticket_remedies_by ON ticket_remedies(proposed_by, business_date, state, remedy, amount_minor, points, ticket_id);

CREATE INDEX ticket_remedies_date ON ticket_remedies(business_date);

CREATE INDEX ticket_remedies_decided ON ticket_remedies(decided_by, decided_at_ms) WHERE decided_by IS NOT NULL;

CREATE INDEX ticket_remedies_decided_at ON ticket_remedies(decided_at_ms, state) WHERE decided_at_ms IS NOT NULL;

CREATE INDEX ticket_remedies_ticket ON ticket_remedies(ticket_id);

CREATE INDEX ticket_reopenings_ticket ON ticket_reopenings(ticket_id);

CREATE INDEX ticket_slip_lines_slip ON ticket_slip_lines(slip_id);

CREATE INDEX ticket_slips_ticket ON ticket_slips(ticket_id);

CREATE INDEX ticket_splits_from ON ticket_splits(from_id);

CREATE INDEX ticket_steps_ticket ON ticket_steps(ticket_id, step);

CREATE INDEX tickets_about ON tickets(about_guest_id) WHERE about_guest_id IS NOT NULL;

CREATE INDEX tickets_callback ON tickets(callback_due_ms) WHERE callback_due_ms IS NOT NULL;

CREATE INDEX tickets_closed ON tickets(business_date, opened_at_ms, state, severity, department, area, room_no, owner, opened_by)
  WHERE closed_at_ms IS NOT NULL;

CREATE INDEX tickets_closed_at ON tickets(closed_at_ms) WHERE closed_at_ms IS NOT NULL;

CREATE INDEX tickets_complaints ON tickets(business_date, kind) WHERE kind = 'complaint';

CREATE INDEX tickets_date ON tickets(business_date, problem, area, department, room_no, guest_id);

CREATE INDEX tickets_guest ON tickets(guest_id, opened_at_ms) WHERE guest_id IS NOT NULL;

CREATE INDEX tickets_merged ON tickets(merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX tickets_open ON tickets(due_ms IS NULL, due_ms, CASE severity WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END,
  number, state, severity, department, area, room_no, owner, opened_by, solved_at_ms, kind) WHERE closed_at_ms IS NULL;

CREATE INDEX tickets_room ON tickets(room_no, opened_at_ms);

CREATE INDEX tickets_stay ON tickets(stay_id) WHERE stay_id IS NOT NULL;

CREATE INDEX tier_moves_account ON tier_moves(account, seq);

CREATE INDEX voucher_ends_at ON voucher_ends(how, at_ms);

CREATE INDEX vouchers_guest ON vouchers(guest_id);

CREATE INDEX vouchers_valid ON vouchers(valid_until, number);

CREATE INDEX wishes_met_day ON wishes_met(business_date);

CREATE TRIGGER action_steps_keep BEFORE DELETE ON action_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;

CREATE TRIGGER action_steps_stay BEFORE UPDATE ON action_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;

CREATE TRIGGER action_tickets_keep BEFORE DELETE ON action_tickets BEGIN SELECT RAISE(ABORT, 'what a finding was made from stays'); END;

CREATE TRIGGER balance_tiers_keep BEFORE DELETE ON balance_tiers BEGIN SELECT RAISE(ABORT, 'what a file gave is never rewritten'); END;

CREATE TRIGGER balance_tiers_stay BEFORE UPDATE ON balance_tiers BEGIN SELECT RAISE(ABORT, 'what a file gave is never rewritten'); END;

CREATE TRIGGER benefit_lines_keep BEFORE DELETE ON benefit_lines BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;

CREATE TRIGGER benefit_lines_stay BEFORE UPDATE OF id, stay_id, deed, code, words, count, tier, cost_minor, note, by_user, at_ms, business_date ON benefit_lines BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;

CREATE TRIGGER benefit_returns_keep BEFORE DELETE ON benefit_returns BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;

CREATE TRIGGER benefit_returns_stay BEFORE UPDATE ON benefit_returns BEGIN SELECT RAISE(ABORT, 'the log of benefits is append-only'); END;

CREATE TRIGGER budget_versions_keep BEFORE DELETE ON budget_versions BEGIN SELECT RAISE(ABORT, 'budgets are append-only'); END;

CREATE TRIGGER budget_versions_stay BEFORE UPDATE ON budget_versions BEGIN SELECT RAISE(ABORT, 'budgets are append-only'); END;

CREATE TRIGGER check_in_steps_keep BEFORE DELETE ON check_in_steps BEGIN SELECT RAISE(ABORT, 'what was confirmed stays'); END;

CREATE TRIGGER check_in_steps_stay BEFORE UPDATE ON check_in_steps BEGIN SELECT RAISE(ABORT, 'what was confirmed stays'); END;

CREATE TRIGGER clock_versions_keep BEFORE DELETE ON clock_versions BEGIN SELECT RAISE(ABORT, 'promises are append-only'); END;

CREATE TRIGGER clock_versions_stay BEFORE UPDATE ON clock_versions BEGIN SELECT RAISE(ABORT, 'promises are append-only'); END;

CREATE TRIGGER consent_texts_keep BEFORE DELETE ON consent_texts BEGIN SELECT RAISE(ABORT, 'a text that guests agreed to is never deleted'); END;

CREATE TRIGGER consent_texts_stay BEFORE UPDATE ON consent_texts BEGIN SELECT RAISE(ABORT, 'a text that guests agreed to is never rewritten'); END;

CREATE TRIGGER contact_consents_keep BEFORE DELETE ON contact_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TRIGGER contact_consents_stay BEFORE UPDATE OF seq, id, agreed, told, by_user, at_ms, business_date ON contact_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TRIGGER duty_lines_keep BEFORE DELETE ON duty_lines BEGIN SELECT RAISE(ABORT, 'duty lines are append-only'); END;

CREATE TRIGGER duty_lines_stay
  BEFORE UPDATE OF id, kind, room_no, words, corrects, department, owner, due_ms, by_user, at_ms, business_date ON duty_lines
  BEGIN SELECT RAISE(ABORT, 'duty lines are append-only'); END;

CREATE TRIGGER erased_guests_keep BEFORE DELETE ON erased_guests BEGIN SELECT RAISE(ABORT, 'an erasure is never forgotten'); END;

CREATE TRIGGER erased_guests_stay BEFORE UPDATE ON erased_guests BEGIN SELECT RAISE(ABORT, 'an erasure is never rewritten'); END;

CREATE TRIGGER erasures_keep BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'an erasure is never forgotten'); END;

CREATE TRIGGER erasures_stay BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'an erasure is never rewritten'); END;

CREATE TRIGGER event_answers_keep BEFORE DELETE ON event_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

CREATE TRIGGER event_answers_stay BEFORE UPDATE ON event_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

CREATE TRIGGER event_invites_keep BEFORE DELETE ON event_invites BEGIN SELECT RAISE(ABORT, 'invites are append-only'); END;

CREATE TRIGGER event_invites_stay BEFORE UPDATE OF id, event_id, origin, by_user, at_ms, business_date ON event_invites BEGIN SELECT RAISE(ABORT, 'invites are append-only'); END;

CREATE TRIGGER export_copies_keep BEFORE DELETE ON export_copies BEGIN SELECT RAISE(ABORT, 'the history of exports is append-only'); END;

CREATE TRIGGER export_copies_stay BEFORE UPDATE ON export_copies BEGIN SELECT RAISE(ABORT, 'the history of exports is append-only'); END;

CREATE TRIGGER export_routines_keep BEFORE DELETE ON export_routines BEGIN SELECT RAISE(ABORT, 'what was set is never deleted'); END;

CREATE TRIGGER export_routines_stay BEFORE UPDATE ON export_routines BEGIN SELECT RAISE(ABORT, 'what was set is never rewritten'); END;

CREATE TRIGGER handover_items_keep BEFORE DELETE ON handover_items BEGIN SELECT RAISE(ABORT, 'a sheet stays as it was written'); END;

CREATE TRIGGER handover_items_stay
  BEFORE UPDATE OF id, handover_id, place, kind, record, room_no, state, due_ms, marks ON handover_items
  BEGIN SELECT RAISE(ABORT, 'a sheet stays as it was written'); END;

CREATE TRIGGER handovers_keep BEFORE DELETE ON handovers BEGIN SELECT RAISE(ABORT, 'handovers are never deleted'); END;

CREATE TRIGGER handovers_stay
  BEFORE UPDATE ON handovers WHEN OLD.in_user IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a signed handover stays as it is'); END;

CREATE TRIGGER history_keeps BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER history_stays BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER kept_ends_keep BEFORE DELETE ON kept_ends BEGIN SELECT RAISE(ABORT, 'what is gone stays gone'); END;

CREATE TRIGGER kept_ends_stay BEFORE UPDATE ON kept_ends BEGIN SELECT RAISE(ABORT, 'what is gone stays gone'); END;

CREATE TRIGGER kept_files_keep BEFORE DELETE ON kept_files BEGIN SELECT RAISE(ABORT, 'what was kept is never forgotten'); END;

CREATE TRIGGER kept_files_stay BEFORE UPDATE ON kept_files BEGIN SELECT RAISE(ABORT, 'what was kept is never rewritten'); END;

CREATE TRIGGER kept_packages_keep BEFORE DELETE ON kept_packages BEGIN SELECT RAISE(ABORT, 'what was kept is never forgotten'); END;

CREATE TRIGGER kept_packages_stay BEFORE UPDATE ON kept_packages BEGIN SELECT RAISE(ABORT, 'what was kept is never rewritten'); END;

CREATE TRIGGER ledger_grounds_keep BEFORE DELETE ON ledger_grounds BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_grounds_stay BEFORE UPDATE ON ledger_grounds BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER limit_versions_keep BEFORE DELETE ON limit_versions BEGIN SELECT RAISE(ABORT, 'limits are append-only'); END;

CREATE TRIGGER limit_versions_stay BEFORE UPDATE ON limit_versions BEGIN SELECT RAISE(ABORT, 'limits are append-only'); END;

CREATE TRIGGER lot_extensions_keep BEFORE DELETE ON lot_extensions BEGIN SELECT RAISE(ABORT, 'extensions are append-only'); END;

CREATE TRIGGER lot_extensions_stay BEFORE UPDATE ON lot_extensions BEGIN SELECT RAISE(ABORT, 'extensions are append-only'); END;

CREATE TRIGGER lot_uses_keep BEFORE DELETE ON lot_uses BEGIN SELECT RAISE(ABORT, 'lot uses are append-only'); END;

CREATE TRIGGER lot_uses_stay BEFORE UPDATE ON lot_uses BEGIN SELECT RAISE(ABORT, 'lot uses are append-only'); END;

CREATE TRIGGER manual_tiers_keep BEFORE DELETE ON manual_tiers BEGIN SELECT RAISE(ABORT, 'a tier given by hand is never deleted'); END;

CREATE TRIGGER manual_tiers_once BEFORE UPDATE OF ended_on, ended_by ON manual_tiers WHEN OLD.ended_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a tier is taken back once'); END;

CREATE TRIGGER manual_tiers_stay BEFORE UPDATE OF id, tier, reason, from_on, until_on, by_user, at_ms ON manual_tiers BEGIN SELECT RAISE(ABORT, 'a tier given by hand is ended, never rewritten'); END;

CREATE TRIGGER member_events_keep BEFORE DELETE ON member_events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TRIGGER pendings_keep BEFORE DELETE ON pendings BEGIN SELECT RAISE(ABORT, 'a promise is never deleted'); END;

CREATE TRIGGER pendings_once BEFORE UPDATE OF state, entry_id, settled_on ON pendings WHEN OLD.state <> 'pending' BEGIN SELECT RAISE(ABORT, 'a promise is settled once'); END;

CREATE TRIGGER pendings_stay BEFORE UPDATE OF hold_id, house, points, code, source, remedy_id, due_on, expires_on, held_on ON pendings BEGIN SELECT RAISE(ABORT, 'a promise is never rewritten'); END;

CREATE TRIGGER phone_answers_keep BEFORE DELETE ON phone_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

CREATE TRIGGER phone_answers_stay BEFORE UPDATE ON phone_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

CREATE TRIGGER phone_approvals_keep BEFORE DELETE ON phone_approvals BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;

CREATE TRIGGER phone_approvals_stay BEFORE UPDATE ON phone_approvals BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;

CREATE TRIGGER privacy_papers_keep BEFORE DELETE ON privacy_papers BEGIN SELECT RAISE(ABORT, 'papers are append-only'); END;

CREATE TRIGGER privacy_papers_stay BEFORE UPDATE ON privacy_papers BEGIN SELECT RAISE(ABORT, 'papers are append-only'); END;

CREATE TRIGGER purpose_consents_keep BEFORE DELETE ON purpose_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TRIGGER purpose_consents_stay BEFORE UPDATE OF seq, id, purpose, agreed, text_version, told, guardian, by_user, at_ms, business_date ON purpose_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TRIGGER referrals_keep BEFORE DELETE ON referrals BEGIN SELECT RAISE(ABORT, 'referrals are never deleted'); END;

CREATE TRIGGER referrals_once BEFORE UPDATE OF ended_because, ended_by, ended_at_ms ON referrals WHEN OLD.ended_at_ms IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a referral is struck off once'); END;

CREATE TRIGGER referrals_stay BEFORE UPDATE OF seq, id, told, referred_on, by_user, at_ms, business_date ON referrals BEGIN SELECT RAISE(ABORT, 'referrals are append-only'); END;

CREATE TRIGGER retention_runs_keep BEFORE DELETE ON retention_runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;

CREATE TRIGGER retention_runs_stay BEFORE UPDATE ON retention_runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;

CREATE TRIGGER retention_versions_keep BEFORE DELETE ON retention_versions BEGIN SELECT RAISE(ABORT, 'rules that were signed are never deleted'); END;

CREATE TRIGGER retention_versions_stay BEFORE UPDATE ON retention_versions BEGIN SELECT RAISE(ABORT, 'rules that were signed are never rewritten'); END;

CREATE TRIGGER routine_days_keep BEFORE DELETE ON routine_days BEGIN SELECT RAISE(ABORT, 'what was said is never forgotten'); END;

CREATE TRIGGER routine_days_stay BEFORE UPDATE ON routine_days BEGIN SELECT RAISE(ABORT, 'what was said is never rewritten'); END;

CREATE TRIGGER routine_exports_keep BEFORE DELETE ON routine_exports BEGIN SELECT RAISE(ABORT, 'what was made is never forgotten'); END;

CREATE TRIGGER routine_exports_stay BEFORE UPDATE ON routine_exports BEGIN SELECT RAISE(ABORT, 'what was made is never rewritten'); END;

CREATE TRIGGER seal_keys_keep BEFORE DELETE ON seal_keys BEGIN SELECT RAISE(ABORT, 'a key that was set is never deleted'); END;

CREATE TRIGGER seal_keys_stay BEFORE UPDATE ON seal_keys BEGIN SELECT RAISE(ABORT, 'a key that was set is never rewritten'); END;

CREATE TRIGGER ticket_attachment_bytes_keep BEFORE DELETE ON ticket_attachment_bytes BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;

CREATE TRIGGER ticket_attachment_bytes_stay BEFORE UPDATE ON ticket_attachment_bytes BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;

CREATE TRIGGER ticket_attachments_keep BEFORE DELETE ON ticket_attachments BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;

CREATE TRIGGER ticket_attachments_stay BEFORE UPDATE ON ticket_attachments
WHEN OLD.withdrawn_at_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.ticket_id <> OLD.ticket_id OR NEW.kind <> OLD.kind
  OR NEW.name <> OLD.name OR NEW.words <> OLD.words OR NEW.bytes <> OLD.bytes OR NEW.sha256 <> OLD.sha256
  OR NEW.blanked <> OLD.blanked OR NEW.by_user <> OLD.by_user OR NEW.at_ms <> OLD.at_ms BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;

CREATE TRIGGER ticket_externals_keep BEFORE DELETE ON ticket_externals BEGIN SELECT RAISE(ABORT, 'what came in from outside is never deleted'); END;

CREATE TRIGGER ticket_externals_once BEFORE UPDATE ON ticket_externals WHEN OLD.answered_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an answer is recorded once'); END;

CREATE TRIGGER ticket_externals_stay BEFORE UPDATE OF id, ticket_id, body, body_name, reference, received_on, due_on, due_ms, words, by_user, at_ms ON ticket_externals BEGIN SELECT RAISE(ABORT, 'what came in from outside is never rewritten'); END;

CREATE TRIGGER ticket_joins_keep_rows BEFORE DELETE ON ticket_joins BEGIN SELECT RAISE(ABORT, 'joins are append-only'); END;

CREATE TRIGGER ticket_joins_stay BEFORE UPDATE ON ticket_joins
WHEN OLD.ended_at_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.keep_id <> OLD.keep_id OR NEW.other_id <> OLD.other_id
  OR NEW.reason <> OLD.reason OR NEW.was <> OLD.was OR NEW.by_user <> OLD.by_user OR NEW.at_ms <> OLD.at_ms
  OR OLD.settled_at_ms IS NOT NULL AND NEW.settled_at_ms IS NOT OLD.settled_at_ms BEGIN SELECT RAISE(ABORT, 'joins are append-only'); END;

CREATE TRIGGER ticket_notes_keep BEFORE DELETE ON ticket_notes BEGIN SELECT RAISE(ABORT, 'notes are append-only'); END;

CREATE TRIGGER ticket_notes_stay BEFORE UPDATE ON ticket_notes BEGIN SELECT RAISE(ABORT, 'notes are append-only'); END;

CREATE TRIGGER ticket_pauses_keep BEFORE DELETE ON ticket_pauses BEGIN SELECT RAISE(ABORT, 'standstills are never deleted'); END;

CREATE TRIGGER ticket_pauses_stay BEFORE UPDATE ON ticket_pauses
WHEN OLD.ended_at_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.ticket_id <> OLD.ticket_id OR NEW.reason <> OLD.reason
  OR NEW.words <> OLD.words OR NEW.began_at_ms <> OLD.began_at_ms OR NEW.began_by <> OLD.began_by BEGIN SELECT RAISE(ABORT, 'a standstill only ends, once'); END;

CREATE TRIGGER ticket_remedies_keep BEFORE DELETE ON ticket_remedies BEGIN SELECT RAISE(ABORT, 'remedies are never deleted'); END;

CREATE TRIGGER ticket_reopenings_keep BEFORE DELETE ON ticket_reopenings BEGIN SELECT RAISE(ABORT, 'reopenings are append-only'); END;

CREATE TRIGGER ticket_reopenings_stay BEFORE UPDATE ON ticket_reopenings BEGIN SELECT RAISE(ABORT, 'reopenings are append-only'); END;

CREATE TRIGGER ticket_slip_lines_keep BEFORE DELETE ON ticket_slip_lines BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;

CREATE TRIGGER ticket_slip_lines_stay BEFORE UPDATE ON ticket_slip_lines BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;

CREATE TRIGGER ticket_slips_keep BEFORE DELETE ON ticket_slips BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;

CREATE TRIGGER ticket_slips_stay BEFORE UPDATE ON ticket_slips BEGIN SELECT RAISE(ABORT, 'slips are append-only'); END;

CREATE TRIGGER ticket_splits_keep BEFORE DELETE ON ticket_splits BEGIN SELECT RAISE(ABORT, 'splits are append-only'); END;

CREATE TRIGGER ticket_splits_stay BEFORE UPDATE ON ticket_splits BEGIN SELECT RAISE(ABORT, 'splits are append-only'); END;

CREATE TRIGGER ticket_steps_keep BEFORE DELETE ON ticket_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;

CREATE TRIGGER ticket_steps_stay BEFORE UPDATE ON ticket_steps BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;

CREATE TRIGGER tickets_keep BEFORE DELETE ON tickets BEGIN SELECT RAISE(ABORT, 'tickets are never deleted'); END;

CREATE TRIGGER tier_moves_keep BEFORE DELETE ON tier_moves BEGIN SELECT RAISE(ABORT, 'changes of a tier are append-only'); END;

CREATE TRIGGER tier_moves_stay BEFORE UPDATE ON tier_moves BEGIN SELECT RAISE(ABORT, 'changes of a tier are append-only'); END;

CREATE TRIGGER voucher_ends_keep BEFORE DELETE ON voucher_ends BEGIN SELECT RAISE(ABORT, 'a voucher ends once'); END;

CREATE TRIGGER voucher_ends_stay BEFORE UPDATE ON voucher_ends BEGIN SELECT RAISE(ABORT, 'a voucher ends once'); END;

CREATE TRIGGER vouchers_keep BEFORE DELETE ON vouchers BEGIN SELECT RAISE(ABORT, 'vouchers are append-only'); END;

CREATE TRIGGER vouchers_stay BEFORE UPDATE OF id, number, entry_id, reward, words, points, cost_minor, turn, mark, valid_until, issued_by, issued_at_ms, issued_on ON vouchers BEGIN SELECT RAISE(ABORT, 'vouchers are append-only'); END;

INSERT INTO accounts(id, house) VALUES (1, 'issued');
INSERT INTO accounts(id, house) VALUES (2, 'redeemed');
INSERT INTO accounts(id, house) VALUES (3, 'expired');
INSERT INTO accounts(id, house) VALUES (4, 'goodwill');
INSERT INTO accounts(id, house) VALUES (5, 'pending');
INSERT INTO accounts(id, house) VALUES (6, 'adjusted');
