CREATE TEMP TABLE lobby_incoming (
  property_code TEXT, period TEXT, version BIGINT, sequence BIGINT, first_day DATE, last_day DATE, mode TEXT, schema_version TEXT,
  currency TEXT, hotel_name TEXT, made_at TIMESTAMP, practice BOOLEAN, reason TEXT, manifest_sha256 TEXT, previous_sha256 TEXT, row_count BIGINT,
  points_opening BIGINT, points_earned BIGINT, points_redeemed BIGINT, points_expired BIGINT, points_reversed BIGINT,
  points_closing BIGINT, loaded_at TIMESTAMP, lobby_rank BIGINT
);
CREATE TEMP TABLE lobby_incoming_columns (table_name TEXT, column_name TEXT, place BIGINT, kind TEXT, key_place BIGINT);
