-- What taking merge ?1 apart would give back of what the kept record ?2 still has, by kind.
SELECT moves.kind, count(*) FROM merge_moves moves
WHERE moves.merge_id = ?1 AND (
     (moves.kind = 'stay' AND EXISTS (SELECT 1 FROM stays WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'ticket' AND EXISTS (SELECT 1 FROM tickets WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'ticket_about' AND EXISTS (SELECT 1 FROM tickets WHERE id = moves.record AND about_guest_id = ?2))
  OR (moves.kind = 'preference' AND EXISTS (SELECT 1 FROM preferences WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'promise' AND EXISTS (SELECT 1 FROM promises WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'dealing' AND EXISTS (SELECT 1 FROM dealings WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'companion' AND EXISTS (SELECT 1 FROM companions WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'alert' AND EXISTS (SELECT 1 FROM guest_alerts WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'task' AND EXISTS (SELECT 1 FROM plan_tasks WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'duty_line' AND EXISTS (SELECT 1 FROM duty_lines WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'manual_tier' AND EXISTS (SELECT 1 FROM manual_tiers WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'voucher' AND EXISTS (SELECT 1 FROM vouchers WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'benefit' AND EXISTS (SELECT 1 FROM benefit_lines WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'consent' AND EXISTS (SELECT 1 FROM contact_consents WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'invite' AND EXISTS (SELECT 1 FROM event_invites WHERE id = moves.record AND guest_id = ?2))
  OR (moves.kind = 'referrer' AND EXISTS (SELECT 1 FROM referrals WHERE id = moves.record AND referrer_id = ?2))
  OR (moves.kind = 'referred' AND EXISTS (SELECT 1 FROM referrals WHERE id = moves.record AND referred_id = ?2))
  OR (moves.kind = 'contact' AND EXISTS (SELECT 1 FROM guest_contacts WHERE id = moves.record AND guest_id = ?2)))
GROUP BY moves.kind
