SELECT hotel.name, hotel.code, hotel.currency, hotel.minor_digits, hotel.time_zone, hotel.day_ends_hour,
       hotel.practice, hotel.clock_offset_ms, desks.letter
FROM hotel, local_desk JOIN desks ON desks.id = local_desk.desk_id
