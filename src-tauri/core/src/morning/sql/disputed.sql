 FROM phone_answers a
JOIN phone_approvals p ON p.id = a.phone_id
JOIN tickets t ON t.id = p.ticket_id
LEFT JOIN guest_details d ON d.guest_id = t.guest_id
LEFT JOIN users u ON u.id = p.approver
WHERE a.answer = 'disputed' AND a.business_date >= :from AND a.business_date <= :to AND (:only IS NULL OR t.department = :only)
