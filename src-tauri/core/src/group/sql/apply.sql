-- Rows that are replaced, of which another period may have an older state.
CREATE TEMP TABLE {gone} AS
  SELECT {key_of_l} FROM {replaced} p JOIN {loaded} l ON l.property_code = p.property_code AND l.lobby_period = p.period
  WHERE {stood};
DELETE FROM {loaded} WHERE (property_code, lobby_period) IN (SELECT property_code, period FROM lobby_incoming);
INSERT INTO {loaded} ({names}, lobby_period, lobby_rank, lobby_current)
  SELECT {names_of_s}, p.period, p.lobby_rank,
    p.lobby_rank > 0 AND NOT EXISTS (SELECT 1 FROM {loaded} o WHERE {o_is_s} AND o.lobby_rank > p.lobby_rank)
  FROM {incoming} p JOIN {stage} s ON s.property_code = p.property_code;
-- Of one key the row of the package with the later last day stands, then the later package.
UPDATE {loaded} SET lobby_current = FALSE FROM {stage} s, {incoming} p
  WHERE p.property_code = s.property_code AND {loaded_is_s} AND {loaded}.lobby_rank < p.lobby_rank AND {loaded}.lobby_current;
UPDATE {loaded} SET lobby_current = TRUE FROM {gone} g
  WHERE {loaded_is_g} AND NOT {loaded}.lobby_current AND {loaded}.lobby_rank > 0
    AND NOT EXISTS (SELECT 1 FROM {loaded} o WHERE {o_is_loaded} AND o.lobby_rank > {loaded}.lobby_rank);
DROP TABLE {gone};
DROP TABLE {stage};
