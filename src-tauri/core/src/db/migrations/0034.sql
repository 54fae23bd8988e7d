-- 带入旧积分: what became of every row and point of a file, and which tiers it gave.

ALTER TABLE balance_files ADD COLUMN same INTEGER NOT NULL DEFAULT 0;        -- rows of which nothing was to be done
ALTER TABLE balance_files ADD COLUMN conflicting INTEGER NOT NULL DEFAULT 0; -- rows that said otherwise than what stood
ALTER TABLE balance_files ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;      -- rows whose points were no number
ALTER TABLE balance_files ADD COLUMN enrolled INTEGER NOT NULL DEFAULT 0;    -- guests who became members by it
ALTER TABLE balance_files ADD COLUMN unenrolled INTEGER NOT NULL DEFAULT 0;  -- rows of guests who are no members
ALTER TABLE balance_files ADD COLUMN tiers INTEGER NOT NULL DEFAULT 0;       -- members whose tier it lifted
ALTER TABLE balance_files ADD COLUMN file_points INTEGER NOT NULL DEFAULT 0; -- points of all rows, and of them:
ALTER TABLE balance_files ADD COLUMN same_points INTEGER NOT NULL DEFAULT 0; -- points that stood already
ALTER TABLE balance_files ADD COLUMN left_points INTEGER NOT NULL DEFAULT 0; -- points of rows that were not taken

CREATE TABLE balance_tiers (                   -- append-only: which tiers by hand a file gave
  manual_id       BLOB NOT NULL PRIMARY KEY REFERENCES manual_tiers(id),
  import_id       BLOB NOT NULL                -- balance_files row, written when the file's last row was read
) STRICT;
CREATE INDEX balance_tiers_import ON balance_tiers(import_id);
CREATE TRIGGER balance_tiers_stay BEFORE UPDATE ON balance_tiers BEGIN SELECT RAISE(ABORT, 'what a file gave is never rewritten'); END;
CREATE TRIGGER balance_tiers_keep BEFORE DELETE ON balance_tiers BEGIN SELECT RAISE(ABORT, 'what a file gave is never rewritten'); END;
