-- What the programme's report sums up stands in indexes: which rewards went to whom, and what the lots were that ended.

CREATE INDEX ledger_redeemed ON ledger(business_date, source, from_account, points) WHERE code = 'redeem';
CREATE INDEX lots_ended ON lots(expires_on, points);
