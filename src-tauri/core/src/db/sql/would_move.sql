-- What a merge of ?1 into ?2 would move, by kind.
SELECT 'stay', count(*) FROM stays WHERE guest_id = ?1
UNION ALL SELECT 'ticket', count(*) FROM tickets WHERE guest_id = ?1
UNION ALL SELECT 'ticket_about', count(*) FROM tickets WHERE about_guest_id = ?1
UNION ALL SELECT 'preference', count(*) FROM preferences WHERE guest_id = ?1
UNION ALL SELECT 'promise', count(*) FROM promises WHERE guest_id = ?1
UNION ALL SELECT 'dealing', count(*) FROM dealings WHERE guest_id = ?1
UNION ALL SELECT 'companion', count(*) FROM companions WHERE guest_id = ?1
UNION ALL SELECT 'alert', count(*) FROM guest_alerts WHERE guest_id = ?1
UNION ALL SELECT 'task', count(*) FROM plan_tasks WHERE guest_id = ?1
UNION ALL SELECT 'duty_line', count(*) FROM duty_lines WHERE guest_id = ?1
UNION ALL SELECT 'manual_tier', count(*) FROM manual_tiers WHERE guest_id = ?1
UNION ALL SELECT 'voucher', count(*) FROM vouchers WHERE guest_id = ?1
UNION ALL SELECT 'benefit', count(*) FROM benefit_lines WHERE guest_id = ?1
UNION ALL SELECT 'consent', count(*) FROM contact_consents WHERE guest_id = ?1
UNION ALL SELECT 'invite', count(*) FROM event_invites WHERE guest_id = ?1
UNION ALL SELECT 'referrer', count(*) FROM referrals WHERE referrer_id = ?1
UNION ALL SELECT 'referred', count(*) FROM referrals WHERE referred_id = ?1
UNION ALL SELECT 'purpose', count(*) FROM purpose_consents WHERE guest_id = ?1
UNION ALL SELECT 'request', count(*) FROM rights_requests WHERE guest_id = ?1
UNION ALL SELECT 'hold', count(*) FROM legal_holds WHERE guest_id = ?1
UNION ALL SELECT 'contact', count(*) FROM guest_contacts theirs
  WHERE theirs.guest_id = ?1
    AND NOT EXISTS (SELECT 1 FROM guest_contacts own
                    WHERE own.guest_id = ?2 AND own.kind = theirs.kind AND own.normal = theirs.normal)
