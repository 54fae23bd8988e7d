-- 客史档案: what the house knows of a guest beside stays, wishes and complaints. Personal data, all of it.

ALTER TABLE guest_details ADD COLUMN profile TEXT NOT NULL DEFAULT 'guest' CHECK (profile IN ('guest', 'staff', 'partner'));
ALTER TABLE guest_details ADD COLUMN channel TEXT NOT NULL DEFAULT ''; -- ContactKind to use first, '' where not said
CREATE INDEX guest_details_company ON guest_details(company) WHERE company <> '';

CREATE TABLE dealings (                        -- 互动与活动, outside a stay
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL CHECK (kind IN ('interaction', 'event', 'opinion')),
  channel         TEXT NOT NULL,               -- DealingChannel
  words           TEXT NOT NULL,               -- what was said; an event's name
  happened_on     TEXT NOT NULL,               -- ISO date
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX dealings_guest ON dealings(guest_id, happened_on);

CREATE TABLE companions (                      -- 同行人
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  other_id        BLOB REFERENCES guests(id),  -- where the companion has a record too
  name            TEXT NOT NULL,
  relation        TEXT NOT NULL,               -- in the house's words
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL
) STRICT;
CREATE INDEX companions_guest ON companions(guest_id);
CREATE INDEX companions_other ON companions(other_id) WHERE other_id IS NOT NULL;

CREATE TABLE guest_alerts (                    -- what must be seen at a moment
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  kind            TEXT NOT NULL CHECK (kind IN ('note', 'do_not_rent', 'credit')),
  moment          TEXT NOT NULL CHECK (moment IN ('open', 'check_in', 'departure')),
  words           TEXT NOT NULL,
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  lifted_why      TEXT NOT NULL,               -- '' while it stands
  lifted_by       BLOB,
  lifted_at_ms    INTEGER,
  CHECK ((lifted_by IS NULL) = (lifted_at_ms IS NULL))
) STRICT;
CREATE INDEX guest_alerts_guest ON guest_alerts(guest_id);

CREATE TABLE plan_tasks (                      -- 个性化服务方案: what a department does for an arrival
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guest_id        BLOB NOT NULL REFERENCES guests(id),
  stay_id         BLOB REFERENCES stays(id),
  department      TEXT NOT NULL,
  words           TEXT NOT NULL,               -- what is done, or the code of a line of the reception standard
  origin          TEXT NOT NULL CHECK (origin IN ('desk', 'standard')),
  author          BLOB NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  done_by         BLOB,
  done_at_ms      INTEGER,
  CHECK ((done_by IS NULL) = (done_at_ms IS NULL))
) STRICT;
CREATE INDEX plan_tasks_guest ON plan_tasks(guest_id);
CREATE INDEX plan_tasks_open ON plan_tasks(department, business_date) WHERE done_at_ms IS NULL;
