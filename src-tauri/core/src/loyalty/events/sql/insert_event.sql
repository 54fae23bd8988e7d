INSERT INTO member_events(id, number, title, kind, held_on, place, capacity, budget_minor, cost_minor, points, effect_days,
                          called_off, by_user, at_ms, business_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
