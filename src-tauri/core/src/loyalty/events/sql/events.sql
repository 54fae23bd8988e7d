SELECT id, number, title, kind, held_on, place, capacity, budget_minor, cost_minor, points, effect_days, called_off, by_user, at_ms
FROM member_events
ORDER BY held_on DESC, id DESC
LIMIT ?1
