-- The chain covers what was asked too. Rows of before keep the macs they have and commit to nothing more: what was asked there is
-- held against the digest that its request keeps.

ALTER TABLE history ADD COLUMN input_digest BLOB NOT NULL DEFAULT x''; -- HMAC(salt, what was asked) on the first row of a request
