-- What a house's work leaves first, whatever it begins with. People who sign in, settings and the history of both may stand.
SELECT NOT (
  EXISTS (SELECT 1 FROM guests) OR EXISTS (SELECT 1 FROM stays) OR EXISTS (SELECT 1 FROM tickets)
  OR EXISTS (SELECT 1 FROM ledger) OR EXISTS (SELECT 1 FROM accounts WHERE guest_id IS NOT NULL)
  OR EXISTS (SELECT 1 FROM exports) OR EXISTS (SELECT 1 FROM imports) OR EXISTS (SELECT 1 FROM balance_files)
  OR EXISTS (SELECT 1 FROM duty_lines) OR EXISTS (SELECT 1 FROM handovers)
  OR EXISTS (SELECT 1 FROM corrective_actions) OR EXISTS (SELECT 1 FROM member_events)
)
