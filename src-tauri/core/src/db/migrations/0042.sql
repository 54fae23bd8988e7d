-- The sign-in shows who was at this desk last, and when.

ALTER TABLE sign_in_guards ADD COLUMN signed_in_ms INTEGER NOT NULL DEFAULT 0; -- last right PIN, by the hotel's clock; 0: never
