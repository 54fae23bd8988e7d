SELECT id, number, title, kind, held_on, place, capacity, budget_minor, cost_minor, points, effect_days, called_off, by_user, at_ms
FROM member_events
WHERE id = ?1
