  AND (:only IS NULL OR t.department = :only OR t.owner = :reader OR t.opened_by = :reader)
