-- 会员等级: what stands beside the automatic tier, what changed and why, which lots were extended, and an index that holds
-- all that counts for a tier.

ALTER TABLE members ADD COLUMN earned_tier TEXT;   -- the automatic tier while a manual one stands; none where the two are one
ALTER TABLE members ADD COLUMN earned_since TEXT;  -- business date

ALTER TABLE programmes ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE programmes ADD COLUMN by_user BLOB;    -- none in versions from before it was kept
ALTER TABLE programmes ADD COLUMN at_ms INTEGER;

CREATE TABLE manual_tiers (                    -- given by hand, with a reason and an end; the automatic one goes on beside it
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  tier            TEXT NOT NULL,               -- Tier
  reason          TEXT NOT NULL CHECK (reason <> ''),
  from_on         TEXT NOT NULL,               -- business date: the first day
  until_on        TEXT NOT NULL,               -- business date: the last day
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  ended_on        TEXT,                        -- business date from which it was taken back
  ended_by        BLOB,
  CHECK (until_on >= from_on)
) STRICT;
CREATE INDEX manual_tiers_guest ON manual_tiers(guest_id);
CREATE TRIGGER manual_tiers_stay BEFORE UPDATE OF id, tier, reason, from_on, until_on, by_user, at_ms ON manual_tiers BEGIN SELECT RAISE(ABORT, 'a tier given by hand is ended, never rewritten'); END;
CREATE TRIGGER manual_tiers_once BEFORE UPDATE OF ended_on, ended_by ON manual_tiers WHEN OLD.ended_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a tier is taken back once'); END;
CREATE TRIGGER manual_tiers_keep BEFORE DELETE ON manual_tiers BEGIN SELECT RAISE(ABORT, 'a tier given by hand is never deleted'); END;

CREATE TABLE tier_moves (                      -- append-only: every change of a member's tier and why
  seq             INTEGER NOT NULL PRIMARY KEY, -- order
  account         INTEGER NOT NULL REFERENCES accounts(id),
  on_date         TEXT NOT NULL,               -- business date it was decided for
  tier_before     TEXT NOT NULL,               -- Tier
  tier_after      TEXT NOT NULL,               -- Tier
  cause           TEXT NOT NULL,               -- TierCause
  nights          INTEGER NOT NULL CHECK (nights >= 0), -- that counted
  stays           INTEGER NOT NULL CHECK (stays >= 0), -- that counted
  spend_minor     INTEGER NOT NULL CHECK (spend_minor BETWEEN -1000000000000 AND 1000000000000), -- that counted, minor units
  request_key     TEXT NOT NULL,
  CHECK (tier_before <> tier_after)
) STRICT;
CREATE INDEX tier_moves_account ON tier_moves(account, seq);
CREATE TRIGGER tier_moves_stay BEFORE UPDATE ON tier_moves BEGIN SELECT RAISE(ABORT, 'changes of a tier are append-only'); END;
CREATE TRIGGER tier_moves_keep BEFORE DELETE ON tier_moves BEGIN SELECT RAISE(ABORT, 'changes of a tier are append-only'); END;

CREATE TABLE lot_extensions (                  -- append-only: which entry gave which lot a later last day
  entry_id        BLOB NOT NULL,               -- ledger row of the activity
  lot_id          BLOB NOT NULL REFERENCES lots(id),
  from_on         TEXT NOT NULL,               -- business date: the last day before
  expires_on      TEXT NOT NULL,               -- business date: the last day since
  PRIMARY KEY (entry_id, lot_id),
  CHECK (expires_on > from_on)
) STRICT;
CREATE INDEX lot_extensions_lot ON lot_extensions(lot_id, expires_on);
CREATE TRIGGER lot_extensions_stay BEFORE UPDATE ON lot_extensions BEGIN SELECT RAISE(ABORT, 'extensions are append-only'); END;
CREATE TRIGGER lot_extensions_keep BEFORE DELETE ON lot_extensions BEGIN SELECT RAISE(ABORT, 'extensions are append-only'); END;

CREATE INDEX stays_counted ON stays(guest_id, departure, nights, room_minor, food_minor, other_minor) WHERE state = 'departed' AND guest_id IS NOT NULL;
