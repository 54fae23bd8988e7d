SELECT count(*) FROM stays WHERE arrival <= ?1 AND departure > ?1 AND state IN ('in_house', 'departed')
