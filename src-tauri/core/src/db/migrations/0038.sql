-- 个人信息: what the law on personal information (PIPL) asks of a house: erasure, holds, requests, consent by purpose, retention.

-- One act of erasure. No word of who it was: the pseudonym stays, under which ledger and statistics are kept.
CREATE TABLE erasures (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  ground          TEXT NOT NULL CHECK (ground IN ('asked', 'withdrawn', 'retention', 'unlawful')),
  request_id      BLOB,
  struck          TEXT NOT NULL,       -- JSON: places of others in which the same words were struck out
  counts          TEXT NOT NULL,       -- JSON: how much of what went and stays
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,    -- UTC
  business_date   TEXT NOT NULL
) STRICT;

-- Every record of a person who was erased: merged ones too.
CREATE TABLE erased_guests (
  guest_id        BLOB NOT NULL PRIMARY KEY REFERENCES guests(id),
  erasure_id      BLOB NOT NULL REFERENCES erasures(id)
) STRICT;
CREATE INDEX erased_guests_act ON erased_guests(erasure_id);
CREATE TRIGGER erasures_stay BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'an erasure is never rewritten'); END;
CREATE TRIGGER erasures_keep BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'an erasure is never forgotten'); END;
CREATE TRIGGER erased_guests_stay BEFORE UPDATE ON erased_guests BEGIN SELECT RAISE(ABORT, 'an erasure is never rewritten'); END;
CREATE TRIGGER erased_guests_keep BEFORE DELETE ON erased_guests BEGIN SELECT RAISE(ABORT, 'an erasure is never forgotten'); END;

-- 法律保留: while one stands, nothing of the guest is erased.
CREATE TABLE legal_holds (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  reason          TEXT NOT NULL CHECK (reason <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,    -- UTC
  business_date   TEXT NOT NULL,
  ended_because   TEXT NOT NULL DEFAULT '',
  ended_by        BLOB,
  ended_at_ms     INTEGER,
  CHECK ((ended_by IS NULL) = (ended_at_ms IS NULL))
) STRICT;
CREATE INDEX legal_holds_guest ON legal_holds(guest_id);
CREATE INDEX legal_holds_standing ON legal_holds(at_ms) WHERE ended_at_ms IS NULL;

-- 查阅复制、更正、删除、撤回: what a guest asked for, and what was answered.
CREATE TABLE rights_requests (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  wanted          TEXT NOT NULL CHECK (wanted IN ('copy', 'correct', 'erase', 'withdraw', 'explain')),
  words           TEXT NOT NULL,
  channel         TEXT NOT NULL,
  identity        TEXT NOT NULL,       -- how it was made sure that it is the guest
  asked_on        TEXT NOT NULL,
  due_on          TEXT NOT NULL,
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,    -- UTC
  business_date   TEXT NOT NULL,
  outcome         TEXT CHECK (outcome IN ('done', 'partly', 'refused')),
  answer          TEXT NOT NULL DEFAULT '',
  answered_by     BLOB,
  answered_at_ms  INTEGER,
  CHECK ((outcome IS NULL) = (answered_at_ms IS NULL))
) STRICT;
CREATE INDEX rights_requests_guest ON rights_requests(guest_id);
CREATE INDEX rights_requests_open ON rights_requests(due_on) WHERE outcome IS NULL;

-- The texts that guests agree to, each version kept.
CREATE TABLE consent_texts (
  purpose         TEXT NOT NULL,
  version         INTEGER NOT NULL CHECK (version > 0), -- from 1, by purpose
  words           TEXT NOT NULL CHECK (words <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,    -- UTC
  business_date   TEXT NOT NULL,
  PRIMARY KEY (purpose, version)
) STRICT;
CREATE TRIGGER consent_texts_stay BEFORE UPDATE ON consent_texts BEGIN SELECT RAISE(ABORT, 'a text that guests agreed to is never rewritten'); END;
CREATE TRIGGER consent_texts_keep BEFORE DELETE ON consent_texts BEGIN SELECT RAISE(ABORT, 'a text that guests agreed to is never deleted'); END;

-- A guest's word on one purpose; the newest one stands.
CREATE TABLE purpose_consents (
  seq             INTEGER NOT NULL PRIMARY KEY, -- the order in which words were given
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  purpose         TEXT NOT NULL,
  agreed          INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  text_version    INTEGER NOT NULL CHECK (text_version > 0), -- of consent_texts
  told            TEXT NOT NULL CHECK (told <> ''),
  guardian        TEXT NOT NULL,       -- who agreed for a child; empty for the guest
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,    -- UTC
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX purpose_consents_guest ON purpose_consents(guest_id, purpose, seq);
CREATE TRIGGER purpose_consents_keep BEFORE DELETE ON purpose_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE TRIGGER purpose_consents_stay BEFORE UPDATE OF seq, id, purpose, agreed, text_version, told, guardian, by_user, at_ms, business_date ON purpose_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

-- 保存期限, as the general manager signed them.
CREATE TABLE retention_versions (
  version         INTEGER NOT NULL PRIMARY KEY CHECK (version > 0), -- from 1
  rules           TEXT NOT NULL,       -- JSON
  why             TEXT NOT NULL CHECK (why <> ''),
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL     -- UTC
) STRICT;
CREATE TRIGGER retention_versions_stay BEFORE UPDATE ON retention_versions BEGIN SELECT RAISE(ABORT, 'rules that were signed are never rewritten'); END;
CREATE TRIGGER retention_versions_keep BEFORE DELETE ON retention_versions BEGIN SELECT RAISE(ABORT, 'rules that were signed are never deleted'); END;

CREATE TABLE retention_runs (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  run_on          TEXT NOT NULL,
  version         INTEGER NOT NULL REFERENCES retention_versions(version),
  erased          INTEGER NOT NULL CHECK (erased >= 0), -- people
  held            INTEGER NOT NULL CHECK (held >= 0), -- people whom something kept from it
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL     -- UTC
) STRICT;
CREATE TRIGGER retention_runs_stay BEFORE UPDATE ON retention_runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
CREATE TRIGGER retention_runs_keep BEFORE DELETE ON retention_runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;

-- 泄露事件 and 影响评估: every state of such a paper is a row of its own.
CREATE TABLE privacy_papers (
  paper_id        BLOB NOT NULL CHECK (length(paper_id) = 16),
  version         INTEGER NOT NULL CHECK (version > 0), -- from 1, by paper
  kind            TEXT NOT NULL CHECK (kind IN ('breach', 'assessment')),
  number          TEXT NOT NULL,
  body            TEXT NOT NULL,       -- JSON
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,    -- UTC
  business_date   TEXT NOT NULL,
  PRIMARY KEY (paper_id, version)
) STRICT;
CREATE INDEX privacy_papers_kind ON privacy_papers(kind, at_ms);
CREATE TRIGGER privacy_papers_stay BEFORE UPDATE ON privacy_papers BEGIN SELECT RAISE(ABORT, 'papers are append-only'); END;
CREATE TRIGGER privacy_papers_keep BEFORE DELETE ON privacy_papers BEGIN SELECT RAISE(ABORT, 'papers are append-only'); END;
