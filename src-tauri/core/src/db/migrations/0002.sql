-- 客史档案: guests who turned out to be one person.

CREATE TABLE merges (                          -- 合并: one guest taken into another
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  keep_id         BLOB NOT NULL REFERENCES guests(id),  -- the record that stays
  other_id        BLOB NOT NULL REFERENCES guests(id),  -- the record that was taken into it
  state           TEXT NOT NULL CHECK (state IN ('merged', 'unmerged')),
  reason          TEXT NOT NULL,               -- in the words of whoever did it
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  business_date   TEXT NOT NULL,
  unmerged_by     BLOB,
  unmerged_at_ms  INTEGER,
  CHECK (keep_id <> other_id),
  CHECK ((state = 'unmerged') = (unmerged_at_ms IS NOT NULL))
) STRICT;
CREATE INDEX merges_keep ON merges(keep_id);
CREATE INDEX merges_other ON merges(other_id);

CREATE TABLE merge_moves (                     -- what belongs to the other: moved at the merge, or came in for it since
  merge_id        BLOB NOT NULL REFERENCES merges(id),
  record          BLOB NOT NULL,               -- id of the record
  kind            TEXT NOT NULL,               -- MovedKind
  PRIMARY KEY (merge_id, record)
) STRICT;
CREATE INDEX merge_moves_record ON merge_moves(record);

CREATE TABLE merge_fields (                    -- personal data: details in which the kept record took the other's value
  merge_id        BLOB NOT NULL REFERENCES merges(id),
  field           TEXT NOT NULL,               -- GuestField
  was             TEXT NOT NULL,               -- JSON of the kept record's value before
  became          TEXT NOT NULL,               -- JSON of the other's value
  PRIMARY KEY (merge_id, field)
) STRICT;
CREATE INDEX guests_merged ON guests(merged_into) WHERE merged_into IS NOT NULL;
