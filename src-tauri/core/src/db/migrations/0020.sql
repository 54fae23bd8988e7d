-- Photos and papers under a complaint: what they are, who put them there, and their bytes apart.

CREATE TABLE ticket_attachments (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket_id       BLOB NOT NULL REFERENCES tickets(id),
  kind            TEXT NOT NULL CHECK (kind IN ('jpeg', 'png', 'webp', 'heic', 'pdf')),
  name            TEXT NOT NULL,
  words           TEXT NOT NULL,
  bytes           INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 8388608), -- how many bytes are kept
  sha256          BLOB NOT NULL CHECK (length(sha256) = 32), -- of what is kept
  blanked         INTEGER NOT NULL CHECK (blanked IN (0, 1)), -- it said where it was taken
  by_user         BLOB NOT NULL,
  at_ms           INTEGER NOT NULL,
  withdrawn_at_ms INTEGER,
  withdrawn_by    BLOB,
  withdrawn_because TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_attachments_ticket ON ticket_attachments(ticket_id);
CREATE TRIGGER ticket_attachments_stay BEFORE UPDATE ON ticket_attachments
WHEN OLD.withdrawn_at_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.ticket_id <> OLD.ticket_id OR NEW.kind <> OLD.kind
  OR NEW.name <> OLD.name OR NEW.words <> OLD.words OR NEW.bytes <> OLD.bytes OR NEW.sha256 <> OLD.sha256
  OR NEW.blanked <> OLD.blanked OR NEW.by_user <> OLD.by_user OR NEW.at_ms <> OLD.at_ms BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;
CREATE TRIGGER ticket_attachments_keep BEFORE DELETE ON ticket_attachments BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;

CREATE TABLE ticket_attachment_bytes (
  attachment_id   BLOB NOT NULL PRIMARY KEY CHECK (length(attachment_id) = 16) REFERENCES ticket_attachments(id),
  content         BLOB NOT NULL
) STRICT;
CREATE TRIGGER ticket_attachment_bytes_stay BEFORE UPDATE ON ticket_attachment_bytes BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;
CREATE TRIGGER ticket_attachment_bytes_keep BEFORE DELETE ON ticket_attachment_bytes BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;
