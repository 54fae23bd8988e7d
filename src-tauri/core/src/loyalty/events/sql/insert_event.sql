INSERT INTO member_events(id, number, title, kind, held_on, place, capacity, budget_minor, cost_minor, points, effect_days,
                          called_off, by_user, at_ms, business_date)
VALUES (:id, :number, :title, :kind, :held_on, :place, :capacity, :budget, :cost, :points, :effect_days, :called_off, :by, :at, :on)
