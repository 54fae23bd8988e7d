-- How many vouchers stand how on ?1; ?2 is the last day that counts as near.
SELECT coalesce(sum(e.how IS NULL AND v.valid_until >= ?1), 0), coalesce(sum(e.how IS NULL AND v.valid_until BETWEEN ?1 AND ?2), 0),
       coalesce(sum(e.how IS NULL AND v.valid_until < ?1), 0), coalesce(sum(e.how = 'used'), 0), coalesce(sum(e.how = 'voided'), 0)
FROM vouchers v LEFT JOIN voucher_ends e ON e.voucher_id = v.id
