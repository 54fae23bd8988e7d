-- Who would lose most in a run on ?1.
SELECT m.guest_id, m.member_no, coalesce(d.name, ''), m.tier, due.points, due.first, b.points - due.points
FROM (
  SELECT account, sum(left_points) AS points, min(expires_on) AS first
  FROM lots
  WHERE left_points > 0 AND expires_on <= ?1
  GROUP BY account
  ORDER BY points DESC, account
  LIMIT ?2
) due
JOIN accounts a ON a.id = due.account
JOIN members m ON m.guest_id = a.guest_id
JOIN balances b ON b.account = due.account
LEFT JOIN guest_details d ON d.guest_id = m.guest_id
ORDER BY due.points DESC, due.account
