-- The box says of a hit that it is one of the staff or of a partner house. Lines are derived; the index is of a new version and
-- built again.

ALTER TABLE search_lines ADD COLUMN profile TEXT NOT NULL DEFAULT 'guest'; -- ProfileType

-- 客史名单 is read by last departure, whoever left last first, and stops where its page is full.

CREATE INDEX stay_summaries_last ON stay_summaries(last_departure, guest_id) WHERE last_departure IS NOT NULL;
