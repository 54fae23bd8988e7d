-- A guest whose record was merged into another one's is found by the name they were written under: the line of the kept guest
-- holds the names too. Lines are derived; the index is of a new version and built again.

ALTER TABLE search_lines ADD COLUMN other_names TEXT NOT NULL DEFAULT ''; -- of the records merged into this one, one a line
