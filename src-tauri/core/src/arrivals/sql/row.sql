SELECT stays.id, stays.guest_id, coalesce(details.name, ''), details.title, coalesce(details.latin_name, ''), coalesce(members.tier, ''),
       coalesce(details.vip, ''), coalesce(sums.stays, 0) + (stays.state = 'booked'), stays.state, stays.arrival, stays.departure,
       stays.nights, stays.arrive_minute, stays.room_no, stays.room_type,
       (SELECT count(*) FROM tickets WHERE tickets.guest_id = stays.guest_id AND tickets.kind = 'complaint' AND tickets.closed_at_ms IS NULL)
FROM stays
LEFT JOIN guest_details details ON details.guest_id = stays.guest_id
LEFT JOIN members ON members.guest_id = stays.guest_id
LEFT JOIN stay_summaries sums ON sums.guest_id = stays.guest_id
