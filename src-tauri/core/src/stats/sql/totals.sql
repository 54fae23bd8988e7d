SELECT
  count(DISTINCT guest_id),
  count(*),
  count(*) FILTER (WHERE state = 'booked'),
  count(*) FILTER (WHERE state = 'departed'),
  count(*) FILTER (WHERE state = 'cancelled'),
  count(*) FILTER (WHERE state = 'no_show'),
  coalesce(sum(repeat_guest), 0),
  coalesce(sum(nights) FILTER (WHERE state = 'departed'), 0),
  coalesce(sum(room_minor) FILTER (WHERE state = 'departed'), 0),
  coalesce(sum(food_minor + other_minor) FILTER (WHERE state = 'departed'), 0),
  coalesce(sum(rate_minor), 0)
FROM stays
WHERE arrival BETWEEN coalesce(?1, '') AND coalesce(?2, '9999-12-31')
