-- What a month's package and the check of the points sum up stands in the indexes themselves: a row of the ledger is wide, and
-- a table of millions is otherwise read row by row, several times over.

DROP INDEX ledger_from;
DROP INDEX ledger_to;
DROP INDEX ledger_date;
DROP INDEX lots_account;
CREATE INDEX ledger_from ON ledger(from_account, seq, points);
CREATE INDEX ledger_to ON ledger(to_account, seq, points);
CREATE INDEX ledger_date ON ledger(business_date, from_account, to_account, points, code);
CREATE INDEX lots_account ON lots(account, expires_on, left_points) WHERE left_points > 0;
