SELECT stays.id,
       (SELECT min(opened.first_at_ms) FROM card_openings opened JOIN guests ON guests.id = opened.guest_id
        WHERE opened.business_date = ?1 AND coalesce(guests.merged_into, guests.id) = stays.guest_id),
       EXISTS (SELECT 1 FROM promises JOIN history ON history.record = promises.id AND history.op = 'settle_promise'
               WHERE promises.guest_id = stays.guest_id AND promises.state = 'kept' AND history.business_date = ?1),
       EXISTS (SELECT 1 FROM preferences JOIN wishes_met met ON met.preference_id = preferences.id
               WHERE preferences.guest_id = stays.guest_id AND met.business_date = ?1)
       OR EXISTS (SELECT 1 FROM plan_tasks task JOIN history ON history.record = task.id AND history.op = 'tick_task'
                  WHERE task.guest_id = stays.guest_id AND task.origin = 'desk' AND task.done_at_ms IS NOT NULL
                    AND history.business_date = ?1)
FROM stays
WHERE stays.arrival = ?1 AND stays.state IN ('booked', 'in_house', 'departed') AND stays.property = '' AND stays.guest_id IS NOT NULL
ORDER BY stays.arrive_minute IS NULL, stays.arrive_minute, stays.room_no, stays.id
