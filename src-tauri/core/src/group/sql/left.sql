DROP TABLE lobby_covered;
DROP TABLE lobby_days;
DROP TABLE lobby_incoming_columns;
DROP TABLE lobby_incoming;
