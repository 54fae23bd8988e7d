INSERT INTO {stage} ({names}) VALUES ({places})
