-- Why a package of a period was made again; empty for its first.
ALTER TABLE exports ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX exports_head ON exports(head_seq);
