-- A posting seen from the member's side: whose, against which house account, and what the member gained.
SELECT m.guest_id, m.id, h.house, e.code, CASE WHEN e.to_account = m.id THEN e.points ELSE -e.points END
FROM ledger e
JOIN accounts m ON m.id IN (e.from_account, e.to_account) AND m.guest_id IS NOT NULL
JOIN accounts h ON h.id IN (e.from_account, e.to_account) AND h.house IS NOT NULL
WHERE e.id = ?1
