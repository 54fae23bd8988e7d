-- The data officer sees who read what of whom; what was refused to one person on one day is one row, however often it was asked.

CREATE INDEX history_reads ON history(seq)
  WHERE op IN ('reveal_contact', 'copy_guest', 'export_guest_list', 'export_member_list', 'copy_attachment', 'print_evidence');
ALTER TABLE denials ADD COLUMN last_at_ms INTEGER NOT NULL DEFAULT 0; -- the last of them; 0 where it was asked once
ALTER TABLE denials ADD COLUMN times INTEGER NOT NULL DEFAULT 1 CHECK (times >= 1); -- asked in so many minutes
CREATE INDEX denials_same ON denials(user_id, op, at_ms);
