-- Keys of which something is said, in whatever version, or that somebody judged who is no rule.
SELECT key.number, key.text FROM key
WHERE /*scope*/ (
  EXISTS (SELECT 1 FROM statement WHERE statement.subject = key.number)
  OR EXISTS (SELECT 1 FROM statement WHERE statement.object = key.number)
  OR key.number IN (
    SELECT subject FROM judgement WHERE undone IS NULL AND substr(author, 1, length(:rule)) <> :rule
    UNION
    SELECT object FROM judgement
    WHERE undone IS NULL AND object IS NOT NULL AND substr(author, 1, length(:rule)) <> :rule
  )
)
