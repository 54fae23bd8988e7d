-- One voucher with whose it is, by whom it was given and how it ended. Its state is told by the caller's day.
SELECT v.id, v.number, v.guest_id, coalesce(d.name, ''), coalesce(m.member_no, ''), v.entry_id, v.reward, v.words, v.points,
       v.issued_on, coalesce(giver.name, ''), v.valid_until, e.how, e.at_ms, e.business_date, coalesce(taker.name, ''),
       coalesce(e.place, '')
FROM vouchers v
LEFT JOIN guest_details d ON d.guest_id = v.guest_id
LEFT JOIN members m ON m.guest_id = v.guest_id
LEFT JOIN users giver ON giver.id = v.issued_by
LEFT JOIN voucher_ends e ON e.voucher_id = v.id
LEFT JOIN users taker ON taker.id = e.by_user
