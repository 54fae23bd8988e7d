SELECT (SELECT count(*) FROM guests), (SELECT count(*) FROM stays), (SELECT count(*) FROM tickets),
       (SELECT count(*) FROM members), (SELECT count(*) FROM ledger), (SELECT count(*) FROM history)
