-- The same package again is no news: what was incoming is taken away, and everything below finds nothing to do.
DELETE FROM lobby_incoming WHERE EXISTS (
  SELECT 1 FROM lobby_packages p
  WHERE p.property_code = lobby_incoming.property_code AND p.period = lobby_incoming.period
    AND p.version = lobby_incoming.version AND p.manifest_sha256 = lobby_incoming.manifest_sha256
);
-- Another package of the same version meets the primary key and ends the transaction.
INSERT INTO lobby_packages (
  property_code, period, version, sequence, first_day, last_day, mode, schema_version, currency, hotel_name, made_at, practice, reason,
  manifest_sha256, previous_sha256, row_count, points_opening, points_earned, points_redeemed, points_expired, points_reversed,
  points_closing, loaded_at, lobby_rank, applied
)
SELECT
  property_code, period, version, sequence, first_day, last_day, mode, schema_version, currency, hotel_name, made_at, practice, reason,
  manifest_sha256, previous_sha256, row_count, points_opening, points_earned, points_redeemed, points_expired, points_reversed,
  points_closing, loaded_at, lobby_rank, TRUE
FROM lobby_incoming;
-- Of a period the newest version counts, in whatever order they come.
UPDATE lobby_packages SET applied = FALSE
WHERE (property_code, period) IN (SELECT property_code, period FROM lobby_incoming)
  AND version < (
    SELECT max(n.version) FROM lobby_packages n
    WHERE n.property_code = lobby_packages.property_code AND n.period = lobby_packages.period
  );
DELETE FROM lobby_incoming WHERE EXISTS (
  SELECT 1 FROM lobby_packages p
  WHERE p.property_code = lobby_incoming.property_code AND p.period = lobby_incoming.period
    AND p.version > lobby_incoming.version
);
INSERT INTO lobby_columns (table_name, column_name, place, kind, key_place)
SELECT c.table_name, c.column_name, c.place, c.kind, c.key_place FROM lobby_incoming_columns c
WHERE NOT EXISTS (SELECT 1 FROM lobby_columns k WHERE k.table_name = c.table_name AND k.column_name = c.column_name);
-- The package as tables of days rank it: none where one made later holds its days whole.
CREATE TEMP TABLE lobby_days AS
SELECT
  i.property_code, i.period,
  CASE WHEN EXISTS (
    SELECT 1 FROM lobby_packages q
    WHERE q.property_code = i.property_code AND q.applied AND q.period <> i.period
      AND q.first_day <= i.first_day AND q.last_day >= i.last_day AND q.sequence > i.sequence
  ) THEN 0 ELSE i.lobby_rank END AS lobby_rank
FROM lobby_incoming i;
-- The package, and those made before whose days it holds whole.
CREATE TEMP TABLE lobby_covered AS
SELECT p.property_code, p.period FROM lobby_packages p JOIN lobby_incoming i ON i.property_code = p.property_code
WHERE p.applied AND (
  p.period = i.period OR (i.first_day <= p.first_day AND i.last_day >= p.last_day AND i.sequence > p.sequence)
);
