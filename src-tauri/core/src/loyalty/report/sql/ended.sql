-- From the index alone: what the lots were whose last day lay in the period, and how many they are.
SELECT coalesce(sum(points), 0), count(*) FROM lots INDEXED BY lots_ended WHERE expires_on >= ?1 AND expires_on <= ?2
