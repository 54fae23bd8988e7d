DROP TABLE lobby_incoming_columns;
DROP TABLE lobby_incoming;
