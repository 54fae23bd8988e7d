-- What guests say besides complaints, and a complaint of one guest about another. Praise has no clock: it lies behind whatever has.

ALTER TABLE tickets ADD COLUMN kind TEXT NOT NULL DEFAULT 'complaint' CHECK (kind IN ('complaint', 'praise', 'suggestion', 'opinion')); -- TicketKind
ALTER TABLE tickets ADD COLUMN about_guest_id BLOB REFERENCES guests(id); -- 投诉对象 where it is a guest
CREATE INDEX tickets_complaints ON tickets(business_date, kind) WHERE kind = 'complaint';
CREATE INDEX tickets_about ON tickets(about_guest_id) WHERE about_guest_id IS NOT NULL;
DROP INDEX tickets_open;
CREATE INDEX tickets_open ON tickets(due_ms IS NULL, due_ms, CASE severity WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END,
  number, state, severity, department, area, room_no, owner, opened_by, solved_at_ms, kind) WHERE closed_at_ms IS NULL;

-- What somebody began to take down and has not saved: it belongs to its author, at this desk.

CREATE TABLE intake_drafts (
  user_id         BLOB NOT NULL PRIMARY KEY CHECK (length(user_id) = 16), -- author
  body            TEXT NOT NULL,               -- IntakeDraft
  kept_at_ms      INTEGER NOT NULL
) STRICT;
