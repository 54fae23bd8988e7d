UPDATE member_events
SET title = :title, kind = :kind, held_on = :held_on, place = :place, capacity = :capacity, budget_minor = :budget,
    cost_minor = :cost, points = :points, effect_days = :effect_days, called_off = :called_off
WHERE id = :id
