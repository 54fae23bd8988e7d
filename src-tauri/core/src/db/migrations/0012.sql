-- Wishes that were met: what 信息利用率 counts beside opened cards and kept promises.

CREATE TABLE wishes_met (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  preference_id   BLOB NOT NULL,               -- the wish; the row outlives it
  by_user         BLOB NOT NULL,               -- who says so
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  UNIQUE (preference_id, business_date)        -- a wish is met once a day
) STRICT;
CREATE INDEX wishes_met_day ON wishes_met(business_date);
