-- The digest is that of nothing, so that a check finds what is there.
UPDATE ticket_attachments
SET name = '', words = '', withdrawn_because = '（已删除）',
    sha256 = x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    withdrawn_at_ms = coalesce(withdrawn_at_ms, at_ms), withdrawn_by = coalesce(withdrawn_by, by_user)
WHERE ticket_id IN (SELECT id FROM tickets WHERE guest_id = ?1)
