-- How many vouchers stand how on ?1; ?2 is the last day that counts as near. Only those that are still good are looked at one by
-- one: all others are the rest of what was given.
SELECT good.all_of, good.near, given.all_of - good.all_of - used.all_of - voided.all_of, used.all_of, voided.all_of
FROM (SELECT count(*) AS all_of, coalesce(sum(v.valid_until <= ?2), 0) AS near FROM vouchers v
      WHERE v.valid_until >= ?1 AND NOT EXISTS (SELECT 1 FROM voucher_ends e WHERE e.voucher_id = v.id)) AS good,
     (SELECT count(*) AS all_of FROM vouchers) AS given,
     (SELECT count(*) AS all_of FROM voucher_ends WHERE how = 'used') AS used,
     (SELECT count(*) AS all_of FROM voucher_ends WHERE how = 'voided') AS voided
