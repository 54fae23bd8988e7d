-- 会员专享活动, 推荐, 营销联系同意, and what the lists of members walk.

CREATE TABLE contact_consents (                -- append-only: the guest's newest word stands, no word means no
  seq             INTEGER NOT NULL PRIMARY KEY, -- order
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  agreed          INTEGER NOT NULL CHECK (agreed IN (0, 1)), -- may be asked to events and told of offers
  told            TEXT NOT NULL CHECK (told <> ''), -- where and how the guest said so
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX contact_consents_guest ON contact_consents(guest_id, seq, agreed);
CREATE TRIGGER contact_consents_stay BEFORE UPDATE OF seq, id, agreed, told, by_user, at_ms, business_date ON contact_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE TRIGGER contact_consents_keep BEFORE DELETE ON contact_consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TABLE member_events (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number          TEXT NOT NULL UNIQUE,        -- E-2607-A01
  title           TEXT NOT NULL CHECK (title <> ''),
  kind            TEXT NOT NULL,               -- EventKind
  held_on         TEXT NOT NULL,               -- ISO date
  place           TEXT NOT NULL,
  capacity        INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 2000), -- people
  budget_minor    INTEGER NOT NULL CHECK (budget_minor BETWEEN 0 AND 1000000000000), -- what it may cost, minor units
  cost_minor      INTEGER CHECK (cost_minor BETWEEN 0 AND 1000000000000), -- what it came to, minor units; none until it is known
  points          INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000000), -- for each member who comes
  effect_days     INTEGER NOT NULL CHECK (effect_days BETWEEN 1 AND 730), -- how long afterwards stays are counted
  called_off      TEXT NOT NULL DEFAULT '',    -- why it is not held; empty where it is
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX member_events_day ON member_events(held_on, id);
CREATE TRIGGER member_events_keep BEFORE DELETE ON member_events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TABLE event_invites (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  event_id        BLOB NOT NULL REFERENCES member_events(id),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  origin          TEXT NOT NULL,               -- InviteOrigin
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX event_invites_event ON event_invites(event_id, guest_id);
CREATE INDEX event_invites_guest ON event_invites(guest_id);
CREATE TRIGGER event_invites_stay BEFORE UPDATE OF id, event_id, origin, by_user, at_ms, business_date ON event_invites BEGIN SELECT RAISE(ABORT, 'invites are append-only'); END;
CREATE TRIGGER event_invites_keep BEFORE DELETE ON event_invites BEGIN SELECT RAISE(ABORT, 'invites are append-only'); END;

CREATE TABLE event_answers (                   -- append-only: the newest one stands, none means invited and no answer yet
  invite_id       BLOB NOT NULL REFERENCES event_invites(id),
  ordinal         INTEGER NOT NULL CHECK (ordinal > 0), -- the how many-th answer
  state           TEXT NOT NULL,               -- InviteState
  words           TEXT NOT NULL,
  entry_id        BLOB,                        -- posting of the points for coming, or the one that took them back
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  PRIMARY KEY (invite_id, ordinal)
) STRICT;
CREATE TRIGGER event_answers_stay BEFORE UPDATE ON event_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER event_answers_keep BEFORE DELETE ON event_answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

CREATE TABLE referrals (                       -- who brought whom
  seq             INTEGER NOT NULL PRIMARY KEY, -- order
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  referrer_id     BLOB NOT NULL REFERENCES guests(id),
  referred_id     BLOB NOT NULL REFERENCES guests(id),
  told            TEXT NOT NULL CHECK (told <> ''), -- where it is known from
  referred_on     TEXT NOT NULL,               -- ISO date
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  ended_because   TEXT NOT NULL DEFAULT '',    -- why it was struck off; empty while it stands
  ended_by        BLOB,
  ended_at_ms     INTEGER
) STRICT;
CREATE INDEX referrals_referrer ON referrals(referrer_id);
CREATE INDEX referrals_referred ON referrals(referred_id);
CREATE TRIGGER referrals_stay BEFORE UPDATE OF seq, id, told, referred_on, by_user, at_ms, business_date ON referrals BEGIN SELECT RAISE(ABORT, 'referrals are append-only'); END;
CREATE TRIGGER referrals_once BEFORE UPDATE OF ended_because, ended_by, ended_at_ms ON referrals WHEN OLD.ended_at_ms IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a referral is struck off once'); END;
CREATE TRIGGER referrals_keep BEFORE DELETE ON referrals BEGIN SELECT RAISE(ABORT, 'referrals are never deleted'); END;

-- 60 天内到期 in the order of its dates, 保级预警 in the order of tiers and how long they are held.
CREATE INDEX lots_due ON lots(expires_on, account, left_points) WHERE left_points > 0;
CREATE INDEX members_tier ON members(tier, tier_since, guest_id);
