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
