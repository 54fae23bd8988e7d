-- Goes on behind one ticket or more to whatever counts as one case with them: merged with one of them, split from one, or what
-- one was split from.
  UNION SELECT t.merged_into FROM family f JOIN tickets t ON t.id = f.id WHERE t.merged_into IS NOT NULL
  UNION SELECT t.id FROM family f JOIN tickets t ON t.merged_into = f.id
  UNION SELECT s.to_id FROM family f JOIN ticket_splits s ON s.from_id = f.id
  UNION SELECT s.from_id FROM family f JOIN ticket_splits s ON s.to_id = f.id
