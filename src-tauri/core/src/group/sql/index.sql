CREATE INDEX IF NOT EXISTS {index} ON {loaded} ({key}, lobby_rank);
