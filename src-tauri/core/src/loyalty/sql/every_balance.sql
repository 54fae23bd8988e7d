SELECT a.id, coalesce(b.points, 0) FROM accounts a LEFT JOIN balances b ON b.account = a.id ORDER BY a.id
