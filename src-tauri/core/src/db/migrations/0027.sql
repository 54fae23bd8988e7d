-- 主动问候: how a guest answered whom the duty manager greeted before anything went wrong. Such a call is a dealing like any other.

ALTER TABLE dealings ADD COLUMN outcome TEXT CHECK (outcome IN ('satisfied', 'fair', 'unhappy')); -- CallOutcome; none: no such call
CREATE INDEX dealings_called ON dealings(guest_id, happened_on) WHERE outcome IS NOT NULL;
