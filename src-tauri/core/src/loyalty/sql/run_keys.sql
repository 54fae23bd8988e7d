-- Operations that post for many at once, and are kept as one row of history with a digest over their postings.
SELECT request_key FROM history
WHERE op IN ('make_practice', 'apply_import', 'expire_points', 'bring_in_points', 'take_out_points', 'bring_back')
