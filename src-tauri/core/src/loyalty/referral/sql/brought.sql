SELECT r.id, r.referred_id, d.name, coalesce(m.member_no, ''), r.told, r.referred_on, r.ended_because, coalesce(u.name, ''),
       r.at_ms
FROM referrals r
JOIN guest_details d ON d.guest_id = r.referred_id
LEFT JOIN members m ON m.guest_id = r.referred_id
LEFT JOIN users u ON u.id = r.by_user
WHERE r.referrer_id = ?1 AND r.referrer_id <> r.referred_id
ORDER BY r.seq DESC
