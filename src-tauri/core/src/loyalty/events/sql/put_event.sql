UPDATE member_events
SET title = ?2, kind = ?3, held_on = ?4, place = ?5, capacity = ?6, budget_minor = ?7, cost_minor = ?8, points = ?9,
    effect_days = ?10, called_off = ?11
WHERE id = ?1
