CREATE TABLE IF NOT EXISTS {loaded} ({columns}, lobby_period TEXT NOT NULL, lobby_rank BIGINT NOT NULL, lobby_current BOOLEAN NOT NULL{primary}){options};
