-- What a package said of days that one made later holds whole stands no more, also where the later one has no such row.
UPDATE {loaded} SET lobby_rank = 0, lobby_current = FALSE
  WHERE lobby_rank > 0 AND (property_code, lobby_period) IN (SELECT property_code, period FROM lobby_covered);
