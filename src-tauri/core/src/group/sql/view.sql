CREATE VIEW {view} AS SELECT {names}, lobby_period FROM {loaded} WHERE lobby_current;
