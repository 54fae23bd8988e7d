SELECT
  (SELECT count(*) FROM guests WHERE merged_into IS NULL),
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
