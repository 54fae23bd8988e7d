CREATE TEMP TABLE {stage} ({columns});
