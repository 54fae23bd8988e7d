INSERT INTO lobby_incoming_columns VALUES (?1, ?2, ?3, ?4, ?5)
