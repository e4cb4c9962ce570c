-- Judgements whose authors begin so, on keys of which nothing is said, and that nobody else judges.
SELECT side.id, key.text
FROM (
  SELECT id, subject AS key, author FROM judgement
  UNION ALL
  SELECT id, object, author FROM judgement WHERE object IS NOT NULL
) AS side
JOIN key ON key.number = side.key
WHERE substr(side.author, 1, length(:author)) = :author
  AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.subject = side.key)
  AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.object = side.key)
  AND side.key NOT IN (
    SELECT subject FROM judgement WHERE undone IS NULL AND substr(author, 1, length(:author)) <> :author
    UNION
    SELECT object FROM judgement
    WHERE undone IS NULL AND object IS NOT NULL AND substr(author, 1, length(:author)) <> :author
  )
