SELECT table_name, column_name, place, kind, key_place FROM lobby_columns ORDER BY table_name, place;
