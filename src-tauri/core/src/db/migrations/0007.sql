-- Which cards were opened: what 信息利用率 counts, and who read whose card.

CREATE TABLE card_openings (                   -- local: reads are of this copy; ids and times, no guest's data
  guest_id        BLOB NOT NULL,               -- the guest whose card it was; the row outlives the guest
  user_id         BLOB NOT NULL,               -- who saw it
  business_date   TEXT NOT NULL,
  first_at_ms     INTEGER NOT NULL,
  last_at_ms      INTEGER NOT NULL,
  times           INTEGER NOT NULL CHECK (times >= 1), -- openings on that day
  PRIMARY KEY (guest_id, user_id, business_date)
) STRICT;
CREATE INDEX card_openings_day ON card_openings(business_date);
