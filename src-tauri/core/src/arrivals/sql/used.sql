SELECT stays.id,
       (SELECT min(opened.first_at_ms) FROM card_openings opened JOIN guests ON guests.id = opened.guest_id
        WHERE opened.business_date = ?1 AND coalesce(guests.merged_into, guests.id) = stays.guest_id),
       EXISTS (SELECT 1 FROM promises JOIN history ON history.record = promises.id AND history.op = 'settle_promise'
               WHERE promises.guest_id = stays.guest_id AND promises.state = 'kept' AND history.business_date = ?1)
FROM stays
WHERE stays.arrival = ?1 AND stays.state IN ('booked', 'in_house', 'departed') AND stays.property = '' AND stays.guest_id IS NOT NULL
ORDER BY stays.arrive_minute IS NULL, stays.arrive_minute, stays.room_no, stays.id
