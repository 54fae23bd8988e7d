DELETE FROM search_lines WHERE row = ?1
