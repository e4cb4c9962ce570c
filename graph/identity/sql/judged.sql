SELECT lower(hex(id)), kind, subject, object, renamed, author_kind, substr(author, 1, length(:rule)) = :rule
FROM judgement
WHERE undone IS NULL AND kind IN ('same', 'different') AND object IS NOT NULL
