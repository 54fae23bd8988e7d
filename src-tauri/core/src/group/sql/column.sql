ALTER TABLE {loaded} ADD COLUMN {column};
